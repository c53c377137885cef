package io.weir.kafka.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;

/**
 * The child process of an {@link EmbeddedKafka}: starts three brokers and says so, {@code ready
 * <nanoseconds> <addresses>}. Then it answers each line of its input, until that ends: {@code cpu}
 * with {@code cpu <nanoseconds of the brokers' thread> <nanoseconds of the process>}, {@code again}
 * with {@code ready}, once it has closed that cluster and started another.
 */
final class EmbeddedMain {
  static final int BROKERS = 3;

  private EmbeddedMain() {}

  /** Argument: an {@link EmbeddedKafka.Storage}. */
  public static void main(String[] args) throws IOException {
    EmbeddedKafka.Storage storage = EmbeddedKafka.Storage.valueOf(args[0]);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    while (serve(storage, in)) {
      continue;
    }
  }

  /** Returns whether another cluster is wanted. */
  private static boolean serve(EmbeddedKafka.Storage storage, BufferedReader in)
      throws IOException {
    long called = System.nanoTime();
    TestClusterBuilder builder =
        TestCluster.builder().brokers(BROKERS).setting("log.retention.check.interval.ms", "500");
    try (TestCluster cluster = storage.in(builder).start()) {
      long startNanos = System.nanoTime() - called;
      System.out.println("ready " + startNanos + " " + cluster.bootstrapServers());
      String line = in.readLine();
      while ("cpu".equals(line)) {
        System.out.println("cpu " + brokerNanos() + " " + processNanos());
        line = in.readLine();
      }
      return "again".equals(line);
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
