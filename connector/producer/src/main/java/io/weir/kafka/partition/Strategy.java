package io.weir.kafka.partition;

/** One way to choose a partition where none is named; may be called by several threads at once. */
@FunctionalInterface
interface Strategy {

  /**
   * Chooses.
   *
   * @return a partition of the layout
   * @throws io.weir.kafka.api.InvalidRecordException if a user's partitioner fails or answers with
   *     a partition that the topic does not have
   */
  int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout);
}
