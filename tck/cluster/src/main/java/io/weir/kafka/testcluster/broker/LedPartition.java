package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Replica;

/** A partition at the broker that leads it. */
public record LedPartition(TopicImage topic, PartitionImage partition, Replica replica) {

  /** The partition without its state. */
  public TopicPartition key() {
    return new TopicPartition(topic.id(), partition.index());
  }
}
