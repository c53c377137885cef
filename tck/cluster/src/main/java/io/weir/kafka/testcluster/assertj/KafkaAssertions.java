package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.testcluster.TestCluster;

/**
 * Assertions on a cluster.
 *
 * <pre>{@code
 * assertThat(cluster).committed("orders").hasSize(10).hasNoDuplicates();
 * assertThat(cluster).requests(Apis.PRODUCE).hasSize(2).allSucceeded();
 * assertThat(cluster).partition("orders", 0).hasLeader(2).hasInSyncReplicas(1, 2);
 * }</pre>
 *
 * <p>Each looks at the cluster once, when it is called. Stateless.
 */
public final class KafkaAssertions {

  static {
    requireAssertJ();
  }

  private KafkaAssertions() {}

  private static void requireAssertJ() {
    try {
      Class.forName("org.assertj.core.api.AbstractAssert");
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(
          "KafkaAssertions needs org.assertj:assertj-core on the test's class path", e);
    }
  }

  /** The beginning of an assertion. */
  public static ClusterAssert assertThat(TestCluster cluster) {
    return new ClusterAssert(cluster);
  }
}
