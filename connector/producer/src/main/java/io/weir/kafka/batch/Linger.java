package io.weir.kafka.batch;

import io.weir.kafka.network.Loop;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The open batches that wait for more records, in the order in which their time ends.
 *
 * <p>As all wait equally long, this is a queue with one timer for its head: nothing scans
 * partitions. An entry whose batch was sealed meanwhile is dropped when its turn comes. Event loop
 * only.
 */
public final class Linger {

  private record Entry(Lane lane, long openedNanos) {}

  private final Loop loop;
  private final long lingerNanos;
  private final Consumer<Lane> onDue;
  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private Loop.@Nullable Timer timer;

  /**
   * @param lingerNanos {@code linger.ms}
   * @param onDue told of each lane whose open batch has waited long enough
   */
  public Linger(Loop loop, long lingerNanos, Consumer<Lane> onDue) {
    this.loop = loop;
    this.lingerNanos = lingerNanos;
    this.onDue = onDue;
  }

  /**
   * Lets the open batch of the lane wait; does nothing if there is none, or if it waits already.
   */
  public void add(Lane lane) {
    OptionalLong opened = lane.startLinger();
    if (opened.isPresent()) {
      waiting.addLast(new Entry(lane, opened.getAsLong()));
      schedule();
    }
  }

  /** Whether the open batch of the lane has waited long enough. */
  public boolean isOver(Lane lane) {
    return lane.hasOpenSince(loop.nanoTime() - lingerNanos);
  }

  /** Stops the timer and forgets all. */
  public void stop() {
    waiting.clear();
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private boolean isDue(long openedNanos) {
    return loop.nanoTime() - openedNanos >= lingerNanos;
  }

  private void schedule() {
    Entry head = waiting.peekFirst();
    if (timer == null && head != null) {
      timer = loop.schedule(this::tick, head.openedNanos + lingerNanos - loop.nanoTime());
    }
  }

  private void tick() {
    timer = null;
    for (Entry head = waiting.peekFirst();
        head != null && isDue(head.openedNanos);
        head = waiting.peekFirst()) {
      waiting.removeFirst();
      if (isOver(head.lane)) {
        onDue.accept(head.lane);
      }
    }
    schedule();
  }
}
