package io.weir.kafka.bridge;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.weir.kafka.testcluster.TestCluster;
import java.util.List;
import java.util.concurrent.Callable;

/** Starts an application on plain CDI and sends one message; answers with what arrived. */
final class ApplicationDriver implements Callable<String> {

  private static final int DEADLINE_SECONDS = 60;

  @Override
  public String call() throws Exception {
    try (TestCluster cluster = TestCluster.builder().brokers(1).inMemory().start()) {
      try (BridgedApplication application =
          BridgedApplication.start(cluster.bootstrapServers(), List.of(), "topic", "t")) {
        application.send("hello").get(DEADLINE_SECONDS, SECONDS);
      }
      return String.valueOf(cluster.records("t").get(0).valueText());
    }
  }
}
