package io.weir.kafka.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ThreadAllocationTest {
  private static final int BYTES = 50_000_000;

  @Test
  void includesThreadsThatHaveEnded() throws Exception {
    try (ThreadAllocation allocation = new ThreadAllocation()) {
      long before = allocation.sample().bytes();
      CountDownLatch allocated = new CountDownLatch(1);
      CountDownLatch sampled = new CountDownLatch(1);
      Thread thread = new Thread(() -> allocate(allocated, sampled));
      thread.start();
      allocated.await();
      allocation.sample();
      sampled.countDown();
      thread.join();

      assertThat(allocation.sample().bytes() - before).isBetween((long) BYTES, 2L * BYTES);
    }
  }

  @Test
  void countsThreadsThatItNeverSaw() throws Exception {
    try (ThreadAllocation allocation = new ThreadAllocation()) {
      long before = allocation.sample().missed();
      synchronized (allocation) {
        Thread unseen = new Thread(() -> {});
        unseen.start();
        unseen.join();
      }

      assertThat(allocation.sample().missed()).isEqualTo(before + 1);
    }
  }

  private static void allocate(CountDownLatch allocated, CountDownLatch sampled) {
    byte[] garbage = new byte[BYTES];
    try {
      allocated.countDown();
      sampled.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("Interrupted with " + garbage.length + " bytes", e);
    }
  }
}
