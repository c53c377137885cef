package io.weir.kafka.testcluster.junit;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import io.weir.kafka.testcluster.TopicSpec;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;

/**
 * A cluster that an annotation has described.
 *
 * <p>JUnit's thread. Not {@link AutoCloseable}, so that the extension alone closes it, and a
 * failure to do so is a failure of the test.
 */
final class ClusterOfTest {

  private static final int LAST_REQUESTS = 20;

  private final TestCluster cluster;

  private ClusterOfTest(TestCluster cluster) {
    this.cluster = cluster;
  }

  static ClusterOfTest start(KafkaTest wanted) {
    try {
      return new ClusterOfTest(builder(wanted).start());
    } catch (IllegalArgumentException e) {
      throw new ExtensionConfigurationException("@KafkaTest: " + e.getMessage(), e);
    }
  }

  private static TestClusterBuilder builder(KafkaTest wanted) {
    TestClusterBuilder builder = TestCluster.builder().brokers(wanted.brokers());
    for (String setting : wanted.settings()) {
      builder.setting(name(setting), value(setting));
    }
    for (Topic topic : wanted.topics()) {
      builder.topic(spec(topic));
    }
    return wanted.clock() == ClockKind.VIRTUAL ? builder.virtualClock() : builder;
  }

  private static TopicSpec spec(Topic topic) {
    TopicSpec spec =
        TopicSpec.named(topic.name())
            .withPartitions(topic.partitions())
            .withReplicationFactor(topic.replicationFactor());
    for (String setting : topic.settings()) {
      spec = spec.withConfig(name(setting), value(setting));
    }
    return spec;
  }

  private static String name(String setting) {
    return setting.substring(0, equalsSign(setting)).strip();
  }

  private static String value(String setting) {
    return setting.substring(equalsSign(setting) + 1).strip();
  }

  private static int equalsSign(String setting) {
    int equals = setting.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("'" + setting + "' is not name=value");
    }
    return equals;
  }

  TestCluster cluster() {
    return cluster;
  }

  /** Prints the last requests to standard error. */
  void printRequests(String test) {
    List<RecordedRequest> requests = cluster.requests();
    int first = Math.max(0, requests.size() - LAST_REQUESTS);
    StringBuilder text =
        new StringBuilder("Requests %d..%d of %s".formatted(first + 1, requests.size(), test));
    requests.subList(first, requests.size()).forEach(each -> text.append("\n  ").append(each));
    System.err.println(text);
  }

  /**
   * @throws AssertionError if a fault has not fired
   */
  void close(String test) {
    try {
      cluster.close();
    } catch (AssertionError e) {
      throw new AssertionError(test + ": " + e.getMessage(), e);
    }
  }
}
