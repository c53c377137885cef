package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.TestCluster;
import org.assertj.core.api.AbstractAssert;

/** Chooses what of a cluster is looked at. */
public final class ClusterAssert extends AbstractAssert<ClusterAssert, TestCluster> {

  ClusterAssert(TestCluster cluster) {
    super(cluster, ClusterAssert.class);
  }

  /** The committed records of a topic, partition by partition; it must exist. */
  public RecordsAssert committed(String topic) {
    isNotNull();
    return new RecordsAssert(actual.records(topic)).as("committed records of %s", topic);
  }

  /** The committed records of one partition, which must exist. */
  public RecordsAssert committed(String topic, int partition) {
    isNotNull();
    return new RecordsAssert(actual.records(topic, partition))
        .as("committed records of %s-%d", topic, partition);
  }

  /** The requests of an API that are in the journal, oldest first. */
  public RequestsAssert requests(Api<?, ?> api) {
    isNotNull();
    return new RequestsAssert(actual.requests(api)).as("%s requests", api.name());
  }

  /** A partition, which must exist. */
  public PartitionAssert partition(String topic, int partition) {
    isNotNull();
    return new PartitionAssert(actual.partition(topic, partition))
        .as("partition %s-%d", topic, partition);
  }
}
