package io.weir.kafka.partition;

/** Each partition that has a leader in turn, record by record. */
final class RoundRobin implements Strategy {

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    int turn = topic.turn().getAndIncrement();
    return layout.choice(Murmur2.toPositive(turn) % layout.choices());
  }
}
