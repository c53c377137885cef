package io.weir.kafka.send;

import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.network.Loop;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends batches that have had no outcome within {@code delivery.timeout.ms}, wherever they are.
 *
 * <p>It keeps the lanes that hold records, and one timer for the earliest end among them. While
 * records are delivered in time, the timer fires once per delivery timeout and finds younger
 * batches, so the walk over the lanes costs nothing. Event loop only.
 */
final class Expiry {

  private final Loop loop;
  private final long timeoutNanos;
  private final Consumer<Batch> expired;
  private final Set<Lane> occupied = new LinkedHashSet<>();
  private Loop.@Nullable Timer timer;

  Expiry(Loop loop, long timeoutNanos, Consumer<Batch> expired) {
    this.loop = loop;
    this.timeoutNanos = timeoutNanos;
    this.expired = expired;
  }

  /** The lane holds records now. */
  void watch(Lane lane) {
    if (occupied.add(lane) && timer == null) {
      timer = loop.schedule(this::sweep, timeoutNanos);
    }
  }

  /** The lanes that hold records; those that do not any more are dropped first. */
  Set<Lane> occupied() {
    occupied.removeIf(Lane::isEmpty);
    return occupied;
  }

  void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void sweep() {
    timer = null;
    long now = loop.nanoTime();
    long wait = Long.MAX_VALUE;
    for (Iterator<Lane> lanes = occupied.iterator(); lanes.hasNext(); ) {
      Lane lane = lanes.next();
      if (lane.isEmpty()) {
        lanes.remove();
      } else {
        wait = Math.min(wait, expire(lane, now));
      }
    }
    if (wait != Long.MAX_VALUE) {
      timer = loop.schedule(this::sweep, wait);
    }
  }

  /** Ends what is over; returns the nanoseconds until the next end in this lane. */
  private long expire(Lane lane, long now) {
    if (lane.hasOpenSince(now - timeoutNanos)) {
      lane.seal();
    }
    Batch oldest = lane.oldest();
    while (oldest != null && now - oldest.openedNanos() >= timeoutNanos) {
      expired.accept(oldest);
      oldest = lane.oldest();
    }
    return oldest == null ? timeoutNanos : timeoutNanos - (now - oldest.openedNanos());
  }
}
