package io.weir.kafka.send;

import io.weir.kafka.batch.Batch;
import io.weir.kafka.batch.Lane;
import io.weir.kafka.network.Loop;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends batches that have had no outcome within {@code delivery.timeout.ms}, wherever they are.
 *
 * <p>It keeps the lanes that hold records, and one timer for the earliest end among them. While
 * records are delivered in time, the timer fires once per delivery timeout and finds younger
 * batches, so the walk over the lanes costs nothing. All fields: event loop only.
 */
final class Expiry {

  /** When to look again for a batch that is over but is still being encoded by its thread. */
  private static final long RECHECK_NANOS = 1_000_000;

  private final Loop loop;
  private final long timeoutNanos;
  private final Consumer<Batch> expired;
  private final Set<Lane> occupied = new LinkedHashSet<>();
  private Loop.@Nullable Timer timer;

  /** For when the timer is set; meaningful only while there is one. */
  private long timedNanos;

  Expiry(Loop loop, long timeoutNanos, Consumer<Batch> expired) {
    this.loop = loop;
    this.timeoutNanos = timeoutNanos;
    this.expired = expired;
  }

  /** The lane holds records now. */
  void watch(Lane lane) {
    if (occupied.add(lane) || timer == null) {
      lane.waitingSinceNanos().ifPresent(since -> wakeAt(since + timeoutNanos));
    }
  }

  private void wakeAt(long nanos) {
    if (timer == null || nanos - timedNanos < 0) {
      stop();
      timedNanos = nanos;
      timer = loop.schedule(this::sweep, nanos - loop.nanoTime());
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
    for (Lane lane : occupied()) {
      expire(lane, now);
      lane.waitingSinceNanos()
          .ifPresent(since -> wakeAt(now + Math.max(since + timeoutNanos - now, RECHECK_NANOS)));
    }
  }

  private void expire(Lane lane, long now) {
    if (lane.hasOpenSince(now - timeoutNanos)) {
      lane.seal();
    }
    Batch oldest = lane.oldest();
    while (oldest != null && now - oldest.openedNanos() >= timeoutNanos) {
      expired.accept(oldest);
      oldest = lane.oldest();
    }
  }
}
