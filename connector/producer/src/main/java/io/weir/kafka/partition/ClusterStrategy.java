package io.weir.kafka.partition;

import io.weir.kafka.api.RecordPartitioner.Choice;
import io.weir.kafka.spi.ClusterPartitioner;

/** As a partitioner says that wants to see the record's bytes and the cluster. */
record ClusterStrategy(UserChoice users, ClusterPartitioner partitioner) implements Strategy {

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    Choice choice = new Choice(topic.topic(), query.key(), query.value(), layout.count());
    return users.checked(
        choice, () -> partitioner.partition(choice, query.serialized(), layout.cluster()));
  }
}
