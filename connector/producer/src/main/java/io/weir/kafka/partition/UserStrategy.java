package io.weir.kafka.partition;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.RecordPartitioner;

/** As the user's partitioner says, if the topic has that partition. */
record UserStrategy(String channel, RecordPartitioner partitioner) implements Strategy {

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    int chosen = ask(topic, query, layout);
    if (chosen < 0 || chosen >= layout.count()) {
      throw new InvalidRecordException(
          "Channel '%s': partitioner %s chose partition %d for topic '%s', which has 0 to %d"
              .formatted(channel, name(), chosen, topic.topic(), layout.count() - 1));
    }
    return chosen;
  }

  private int ask(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    try {
      return partitioner.partition(
          new RecordPartitioner.Choice(topic.topic(), query.key(), query.value(), layout.count()));
    } catch (Throwable failure) { // Whatever a user's class throws, its message gets an outcome.
      throw new InvalidRecordException(
          "Channel '%s': partitioner %s failed for topic '%s'"
              .formatted(channel, name(), topic.topic()),
          failure);
    }
  }

  private String name() {
    return partitioner.getClass().getName();
  }
}
