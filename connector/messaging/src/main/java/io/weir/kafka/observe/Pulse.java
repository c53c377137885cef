package io.weir.kafka.observe;

import io.weir.kafka.producer.Vitals;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the event loop of a channel still turns: each look sends it a task, one at a time, which
 * should long have run by a later look. Any thread.
 */
final class Pulse {

  /** Longer than any pause of a healthy process. */
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** No task is waited for. */
  private static final long NONE = Long.MIN_VALUE;

  private final LongSupplier nanoTime;

  /** When the task was sent that is waited for. */
  private final AtomicLong sentNanos = new AtomicLong(NONE);

  Pulse(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** What is wrong; empty if nothing is known to be. */
  String problem(Vitals vitals) {
    long now = nanoTime.getAsLong();
    if (sentNanos.compareAndSet(NONE, now)) {
      vitals.ping(() -> sentNanos.set(NONE));
      return "";
    }
    long sent = sentNanos.get();
    return sent == NONE || now - sent < LIMIT_NANOS
        ? ""
        : "the event loop has not turned for %d s; take a thread dump"
            .formatted(TimeUnit.NANOSECONDS.toSeconds(now - sent));
  }
}
