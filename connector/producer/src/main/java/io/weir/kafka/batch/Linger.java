package io.weir.kafka.batch;

import io.weir.kafka.network.Loop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lanes whose open batches wait for more records, in the order in which their time ends, with
 * one timer for the first: nothing scans partitions.
 *
 * <p>A lane is in it at most once, however many batches it fills meanwhile: when its turn comes and
 * its open batch is a younger one, it queues again for that. So a busy lane costs one entry per
 * linger time, not one per batch. A lane may come late (it was muted when its batch was opened),
 * hence a heap and not a queue. Event loop only.
 */
public final class Linger {

  private record Entry(Lane lane, long openedNanos) {}

  /** Older first; differences, as the clock may overflow. */
  private static final Comparator<Entry> BY_AGE =
      (a, b) -> Long.signum(a.openedNanos - b.openedNanos);

  private final Loop loop;
  private final long lingerNanos;
  private final Consumer<Lane> onDue;
  private final PriorityQueue<Entry> waiting = new PriorityQueue<>(BY_AGE);

  /** Batches opened at this time or before are due, whatever their linger time. */
  private long hurriedNanos;

  private Loop.@Nullable Timer timer;

  /** For which age the timer is set; meaningful only while there is one. */
  private long timedNanos;

  /**
   * @param lingerNanos {@code linger.ms}; at least 0
   * @param onDue told of each lane whose open batch has waited long enough, once per batch
   */
  public Linger(Loop loop, long lingerNanos, Consumer<Lane> onDue) {
    this.loop = loop;
    this.lingerNanos = lingerNanos;
    this.onDue = onDue;
    this.hurriedNanos = loop.nanoTime() - lingerNanos;
  }

  /**
   * Lets the open batch of the lane wait; does nothing if there is none, or if it waits already.
   */
  public void add(Lane lane) {
    if (!lane.isLingering()) {
      OptionalLong opened = lane.startLinger();
      if (opened.isPresent()) {
        lane.lingering(true);
        waiting.add(new Entry(lane, opened.getAsLong()));
        setTimer();
      }
    }
  }

  /** Whether the open batch of the lane has waited long enough. */
  public boolean isOver(Lane lane) {
    long due = loop.nanoTime() - lingerNanos;
    return lane.hasOpenSince(due - hurriedNanos > 0 ? due : hurriedNanos);
  }

  /**
   * Ends the linger time of all batches that are open now: their memory is needed. Those of lanes
   * that do not wait here are found by {@link #isOver}.
   */
  public void hurry() {
    hurriedNanos = loop.nanoTime();
    List<Entry> all = new ArrayList<>(waiting);
    waiting.clear();
    stopTimer();
    all.forEach(this::takeTurn);
  }

  /** Stops the timer and forgets all. */
  public void stop() {
    waiting.forEach(entry -> entry.lane.lingering(false));
    waiting.clear();
    stopTimer();
  }

  private void tick() {
    timer = null;
    for (Entry head = waiting.peek();
        head != null && isDue(head.openedNanos);
        head = waiting.peek()) {
      waiting.remove();
      takeTurn(head);
    }
    setTimer();
  }

  private boolean isDue(long openedNanos) {
    return loop.nanoTime() - openedNanos >= lingerNanos;
  }

  /** The entry has left the heap; its batch may have been sealed, and another opened. */
  private void takeTurn(Entry entry) {
    Lane lane = entry.lane;
    lane.lingering(false);
    if (isOver(lane)) {
      lane.startLinger(); // marks a batch that has become due behind an older one's entry
      onDue.accept(lane);
    } else {
      add(lane);
    }
  }

  private void setTimer() {
    Entry head = waiting.peek();
    if (head != null && (timer == null || head.openedNanos - timedNanos < 0)) {
      stopTimer();
      timedNanos = head.openedNanos;
      timer = loop.schedule(this::tick, timedNanos + lingerNanos - loop.nanoTime());
    }
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }
}
