package io.weir.kafka.testcluster.model;

/** A partition at the broker that leads it. */
public record LedPartition(TopicImage topic, PartitionImage partition, Replica replica) {

  /** The partition without its state. */
  public TopicPartition key() {
    return new TopicPartition(topic.id(), partition.index());
  }
}
