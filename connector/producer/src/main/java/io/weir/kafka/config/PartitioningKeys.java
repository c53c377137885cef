package io.weir.kafka.config;

import java.util.List;

/** The settings that choose a partition. */
final class PartitioningKeys {

  static final Setting<String> PARTITIONER =
      Setting.of(
          "partitioner.class",
          ValueType.text(),
          "Who chooses where neither the message nor the channel names a partition. Not set: by the"
              + " key's hash, without key sticky. round-robin (or Kafka's RoundRobinPartitioner)"
              + " and sticky (or Kafka's UniformStickyPartitioner) ignore keys. Else a class or an"
              + " @Identifier bean that implements RecordPartitioner.");

  static final Setting<Boolean> IGNORE_KEYS =
      Setting.of(
              "partitioner.ignore.keys",
              ValueType.bool(),
              "Whether records with a key are spread like those without.")
          .or("false");

  static final List<Setting<?>> ALL = List.of(PARTITIONER, IGNORE_KEYS);

  private PartitioningKeys() {}
}
