package io.weir.kafka.observe;

import io.weir.kafka.producer.Vitals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/**
 * Whether the event loop of a channel still turns: each look sends it a task, one at a time, which
 * should long have run by a later look. Any thread.
 */
final class Pulse {

  /** Longer than any pause of a healthy process. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final LongSupplier nanoTime;
  private final AtomicBoolean waiting = new AtomicBoolean();

  /** Of the task that is waited for; set before {@link #waiting} is seen to be. */
  private volatile long sentNanos;

  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.sentNanos = nanoTime.getAsLong();
  }

  /** What is wrong; empty if nothing is known to be. */
  String problem(Vitals vitals) {
    long now = nanoTime.getAsLong();
    if (waiting.compareAndSet(false, true)) {
      sentNanos = now;
      vitals.ping(() -> waiting.set(false));
      return "";
    }
    long silentNanos = now - sentNanos;
    return silentNanos < LIMIT_NANOS
        ? ""
        : "the event loop has not turned for %d s; take a thread dump"
            .formatted(TimeUnit.NANOSECONDS.toSeconds(silentNanos));
  }
}
