package io.weir.kafka.partition;

/**
 * By the hash of the key, whether the partition has a leader or not: a key never changes its
 * partition. A record without key goes where the other strategy says.
 */
record Keyed(Strategy withoutKey) implements Strategy {

  @Override
  public int choose(TopicChoices topic, PartitionQuery query, PartitionLayout layout) {
    return query.hasKey()
        ? Murmur2.toPositive(query.keyHash()) % layout.count()
        : withoutKey.choose(topic, query, layout);
  }
}
