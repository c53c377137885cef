package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.metadata.NewTopic;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic that a test wants to have. Immutable.
 *
 * @param partitions how many, or {@link #DEFAULT} for {@code num.partitions}
 * @param replicationFactor replicas of each, or {@link #DEFAULT} for {@code
 *     default.replication.factor}
 * @param configs Kafka's topic configs by name, such as {@code min.insync.replicas}
 */
public record TopicSpec(
    String name, int partitions, int replicationFactor, Map<String, String> configs) {

  /** Leaves a number to the cluster's settings. */
  public static final int DEFAULT = NewTopic.DEFAULT;

  public TopicSpec {
    configs = Map.copyOf(configs);
  }

  /** A topic of the cluster's defaults. */
  public static TopicSpec named(String name) {
    return new TopicSpec(name, DEFAULT, DEFAULT, Map.of());
  }

  public TopicSpec withPartitions(int count) {
    return new TopicSpec(name, count, replicationFactor, configs);
  }

  public TopicSpec withReplicationFactor(int count) {
    return new TopicSpec(name, partitions, count, configs);
  }

  /** With one config more; the value of an earlier one of that name is replaced. */
  public TopicSpec withConfig(String config, String value) {
    Map<String, String> more = new TreeMap<>(configs);
    more.put(config, value);
    return new TopicSpec(name, partitions, replicationFactor, more);
  }

  NewTopic toNewTopic() {
    return NewTopic.named(name)
        .withPartitions(partitions)
        .withReplicationFactor(replicationFactor)
        .withConfigs(configs);
  }
}
