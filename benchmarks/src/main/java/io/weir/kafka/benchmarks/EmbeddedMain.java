package io.weir.kafka.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/**
 * The child process of an {@link EmbeddedKafka}: starts three brokers and says so, {@code ready
 * <nanoseconds> <addresses>}; then answers each line of its input with {@code cpu <nanoseconds of
 * the brokers' thread> <nanoseconds of the process>}, until its input ends.
 */
final class EmbeddedMain {
  static final int BROKERS = 3;

  private EmbeddedMain() {}

  /** Argument: an {@link EmbeddedKafka.Storage}. */
  public static void main(String[] args) throws IOException {
    long called = System.nanoTime();
    TestClusterBuilder builder =
        TestCluster.builder().brokers(BROKERS).setting("log.retention.check.interval.ms", "500");
    try (TestCluster cluster = EmbeddedKafka.Storage.valueOf(args[0]).in(builder).start()) {
      long startNanos = System.nanoTime() - called;
      PrintStream out = System.out;
      out.println("ready " + startNanos + " " + cluster.bootstrapServers());
      BufferedReader in =
          new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      while (in.readLine() != null) {
        out.println("cpu " + brokerNanos() + " " + processNanos());
      }
    }
  }

  private static long brokerNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
      if (thread != null && thread.getThreadName().startsWith("weir-cluster-")) {
        sum += threads.getThreadCpuTime(thread.getThreadId());
      }
    }
    return sum;
  }

  private static long processNanos() {
    OperatingSystemMXBean system =
        (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime();
  }
}
