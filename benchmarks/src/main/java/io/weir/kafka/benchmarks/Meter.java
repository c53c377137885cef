package io.weir.kafka.benchmarks;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts acknowledgements, bounds the number of open messages, and measures between two counts.
 *
 * <p>One thread sends and calls {@link #awaitRoom} before each message; any thread acknowledges.
 * The acknowledgement that ends the warm-up takes the first {@link Usage} and the last one takes
 * the second, so that the subject never stops in between. A sender without room waits until a
 * quarter of it is free: else each acknowledgement would wake it for one message, and the figures
 * would show the price of that instead of the subject's.
 */
final class Meter {
  private static final Duration DEADLINE = Duration.ofMinutes(10);
  private static final long CHECK_NANOS = 100_000_000;

  private final int warmUp;
  private final int total;
  private final int limit;
  private final ThreadAllocation allocation;
  private final long deadline = System.nanoTime() + DEADLINE.toNanos();

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final CountDownLatch done = new CountDownLatch(1);

  /** Sender only. */
  private int sent;

  /** Written by the sender before it parks: the count of acknowledgements that wakes it. */
  private volatile int wakeAt = -1;

  /** Written by the sender, once, before its first message. */
  private volatile @Nullable Thread sender;

  /** Written by the acknowledgement that ends the warm-up. */
  private volatile @Nullable Usage start;

  /** Written by the last acknowledgement. */
  private volatile @Nullable Usage end;

  /** Written by whoever is told of a failure; any one of several will do. */
  private volatile @Nullable Throwable failure;

  Meter(Workload workload, ThreadAllocation allocation) {
    this.warmUp = workload.warmUp;
    this.total = workload.allMessages();
    this.limit = workload.inFlight;
    this.allocation = allocation;
  }

  /** Returns when one more message may be sent; sender only. */
  void awaitRoom() {
    if (sender == null) {
      sender = Thread.currentThread();
    }
    if (sent - acknowledged.get() >= limit) {
      wakeAt = sent - limit + Math.max(1, limit / 4);
      while (acknowledged.get() < wakeAt) {
        LockSupport.parkNanos(this, CHECK_NANOS);
        check();
      }
    }
    sent++;
  }

  void acknowledge() {
    int count = acknowledged.incrementAndGet();
    if (count == wakeAt) {
      LockSupport.unpark(sender);
    }
    if (count == warmUp) {
      start = Usage.now(allocation);
    } else if (count == total) {
      end = Usage.now(allocation);
      done.countDown();
    }
  }

  void fail(Throwable reason) {
    failure = reason;
    done.countDown();
  }

  /** Waits for the last acknowledgement and returns what all measured messages cost together. */
  Usage await() throws InterruptedException {
    while (!done.await(CHECK_NANOS, TimeUnit.NANOSECONDS)) {
      check();
    }
    check();
    Usage first = start;
    Usage last = end;
    if (first == null || last == null) {
      throw new IllegalStateException("Ended after " + acknowledged + " of " + total);
    }
    return last.since(first);
  }

  private void check() {
    Throwable reason = failure;
    if (reason != null) {
      throw new IllegalStateException("A message failed", reason);
    }
    if (System.nanoTime() - deadline > 0) {
      throw new IllegalStateException(
          acknowledged + " of " + total + " messages acknowledged within " + DEADLINE);
    }
  }
}
