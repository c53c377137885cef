package io.weir.kafka.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has used up to a moment, or between two.
 *
 * @param wallNanos time
 * @param cpuNanos CPU of all threads, those of the JVM included
 * @param compilerMs time that the JIT compilers ran, part of the CPU above
 * @param allocatedBytes allocated on the heap by all Java threads, ended ones included
 * @param missedThreads threads that started and ended between two samples, hence not in that sum
 */
record Usage(
    long wallNanos, long cpuNanos, long compilerMs, long allocatedBytes, long missedThreads) {
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  static Usage now(ThreadAllocation allocation) {
    ThreadAllocation.Sum allocated = allocation.sample();
    return new Usage(
        System.nanoTime(),
        SYSTEM.getProcessCpuTime(),
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime(),
        allocated.bytes(),
        allocated.missed());
  }

  Usage since(Usage start) {
    return new Usage(
        wallNanos - start.wallNanos,
        cpuNanos - start.cpuNanos,
        compilerMs - start.compilerMs,
        allocatedBytes - start.allocatedBytes,
        missedThreads - start.missedThreads);
  }
}
