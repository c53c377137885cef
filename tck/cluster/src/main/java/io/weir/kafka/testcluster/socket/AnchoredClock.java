package io.weir.kafka.testcluster.socket;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Milliseconds since 1970 as of its creation, from then on by the monotonic clock. */
final class AnchoredClock implements LongSupplier {

  private final long startMs = System.currentTimeMillis();
  private final long startNanos = System.nanoTime();

  @Override
  public long getAsLong() {
    return startMs + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
  }
}
