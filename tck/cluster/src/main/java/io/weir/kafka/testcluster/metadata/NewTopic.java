package io.weir.kafka.testcluster.metadata;

import java.util.List;
import java.util.Map;

/**
 * A topic as someone asks for it.
 *
 * @param partitions how many, or {@link #DEFAULT} for the cluster's {@code num.partitions}
 * @param replicationFactor or {@link #DEFAULT}
 * @param assignment the replicas of each partition by index; empty to let the controller choose
 * @param configs Kafka's topic configs by name
 */
public record NewTopic(
    String name,
    int partitions,
    int replicationFactor,
    Map<Integer, List<Integer>> assignment,
    Map<String, String> configs) {

  /** Leaves the number to the cluster. */
  public static final int DEFAULT = -1;

  public NewTopic {
    assignment = Map.copyOf(assignment);
    configs = Map.copyOf(configs);
  }

  /** A topic of the cluster's defaults. */
  public static NewTopic named(String name) {
    return new NewTopic(name, DEFAULT, DEFAULT, Map.of(), Map.of());
  }

  public NewTopic withPartitions(int count) {
    return new NewTopic(name, count, replicationFactor, assignment, configs);
  }

  public NewTopic withReplicationFactor(int count) {
    return new NewTopic(name, partitions, count, assignment, configs);
  }

  /** With these replicas of each partition by index, the preferred leader first. */
  public NewTopic withAssignment(Map<Integer, List<Integer>> replicas) {
    return new NewTopic(name, DEFAULT, DEFAULT, replicas, configs);
  }

  public NewTopic withConfigs(Map<String, String> topicConfigs) {
    return new NewTopic(name, partitions, replicationFactor, assignment, topicConfigs);
  }
}
