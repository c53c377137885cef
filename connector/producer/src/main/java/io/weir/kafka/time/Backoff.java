package io.weir.kafka.time;

import java.util.random.RandomGenerator;

/**
 * How long to wait before the next attempt: doubled each time up to a maximum, with 20 % jitter
 * either way so that many clients do not come back at once (KIP-580).
 *
 * <p>Immutable, but draws from the generator that it was given: use it where that may be used.
 */
public final class Backoff {

  private static final double JITTER = 0.2;
  private static final int MOST_DOUBLINGS = 30;

  private final long initialNanos;
  private final long maxNanos;
  private final RandomGenerator random;

  /**
   * @param initialNanos after the first failure; 0 means no wait at all
   * @param maxNanos the bound before jitter; raised to {@code initialNanos} if it is less
   */
  public Backoff(long initialNanos, long maxNanos, RandomGenerator random) {
    this.initialNanos = initialNanos;
    this.maxNanos = Math.max(initialNanos, maxNanos);
    this.random = random;
  }

  /**
   * The wait after so many failures in a row, in nanoseconds.
   *
   * @param failures at least 1
   */
  public long nanosAfter(int failures) {
    int doublings = Math.min(failures - 1, MOST_DOUBLINGS);
    double base = Math.min((double) maxNanos, Math.scalb((double) initialNanos, doublings));
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    return (long) (base * factor);
  }
}
