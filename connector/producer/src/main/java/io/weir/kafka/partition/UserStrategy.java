package io.weir.kafka.partition;

import io.weir.kafka.api.RecordPartitioner;
import io.weir.kafka.api.RecordPartitioner.Choice;

/** As the user's partitioner says, if the topic has that partition. */
record UserStrategy(UserChoice users, RecordPartitioner partitioner) implements Strategy {

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    Choice choice = new Choice(topic.topic(), query.key(), query.value(), layout.count());
    return users.checked(choice, () -> partitioner.partition(choice));
  }
}
