package io.weir.kafka.conformance;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Looks again and again until it sees what was expected. */
final class Eventually {
  private static final Duration DEADLINE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofMillis(20);

  private Eventually() {}

  /**
   * Returns the first value that is as expected.
   *
   * @throws IllegalStateException if none is within 30 s; shows the last value
   */
  static <T> T await(String what, Callable<T> look, Predicate<T> expected) throws Exception {
    long end = System.nanoTime() + DEADLINE.toNanos();
    T seen = look.call();
    while (!expected.test(seen)) {
      if (System.nanoTime() - end > 0) {
        throw new IllegalStateException("Not within " + DEADLINE + ": " + what + ", but " + seen);
      }
      LockSupport.parkNanos(PAUSE.toNanos());
      seen = look.call();
    }
    return seen;
  }
}
