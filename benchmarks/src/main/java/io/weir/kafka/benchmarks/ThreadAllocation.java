package io.weir.kafka.benchmarks;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Adds up what all Java threads have allocated on the heap, by the counters that HotSpot keeps per
 * thread.
 *
 * <p>A counter is gone with its thread, so a daemon thread reads all of them every 50 ms and the
 * last value of each is kept. What a thread allocates after its last sample is lost; threads that
 * lived between two samples are counted as missed. Closing ends the daemon thread.
 */
final class ThreadAllocation implements AutoCloseable {
  /**
   * The sum at a moment.
   *
   * @param bytes allocated since each thread started
   * @param missed threads that started at some time and were never sampled
   */
  record Sum(long bytes, long missed) {}

  private static final long PERIOD_MS = 50;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final ScheduledExecutorService sampler =
      Executors.newSingleThreadScheduledExecutor(ThreadAllocation::daemon);

  @GuardedBy("this")
  private final Map<Long, Long> bytesOfThreads = new HashMap<>();

  ThreadAllocation() {
    var unused =
        sampler.scheduleAtFixedRate(this::sample, PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "thread-allocation");
    thread.setDaemon(true);
    return thread;
  }

  synchronized Sum sample() {
    long started = threads.getTotalStartedThreadCount();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        bytesOfThreads.merge(ids[i], bytes[i], Math::max);
      }
    }
    long sum = bytesOfThreads.values().stream().mapToLong(Long::longValue).sum();
    return new Sum(sum, Math.max(0, started - bytesOfThreads.size()));
  }

  @Override
  public void close() {
    sampler.shutdownNow();
  }
}
