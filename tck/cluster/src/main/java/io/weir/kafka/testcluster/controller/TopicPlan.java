package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Checks a new topic as Kafka's controller does, and places its replicas. */
final class TopicPlan {

  /** No more than a test can want, so that a typing error does not fill the heap. */
  static final int MAX_PARTITIONS = 100_000;

  private static final int MAX_NAME_LENGTH = 249;
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  private TopicPlan() {}

  /**
   * @throws RejectedException with INVALID_TOPIC_EXCEPTION or TOPIC_ALREADY_EXISTS
   */
  static void checkName(String name, ClusterImage image) {
    if (name.isEmpty() || name.equals(".") || name.equals("..")) {
      throw invalidName("A topic name cannot be empty, '.' or '..'");
    }
    if (name.length() > MAX_NAME_LENGTH || !NAME.matcher(name).matches()) {
      throw invalidName(
          "The topic name '%s' is not 1 to %d of the characters a-z, A-Z, 0-9, '.', '_' and '-'"
              .formatted(name, MAX_NAME_LENGTH));
    }
    if (image.topic(name) != null) {
      throw new RejectedException(
          ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
    }
    checkCollision(name, image);
  }

  /** Metric names turn a dot into an underscore, so Kafka refuses names that then are equal. */
  private static void checkCollision(String name, ClusterImage image) {
    if (name.indexOf('.') < 0 && name.indexOf('_') < 0) {
      return;
    }
    String folded = name.replace('.', '_');
    for (TopicImage topic : image.topics()) {
      if (topic.name().replace('.', '_').equals(folded)) {
        throw invalidName("Topic '" + name + "' collides with existing topic: " + topic.name());
      }
    }
  }

  private static RejectedException invalidName(String message) {
    return new RejectedException(ErrorCode.INVALID_TOPIC_EXCEPTION, message);
  }

  /** Places the partitions, the leader of the first on the broker that the turn names. */
  static List<PartitionImage> partitions(
      NewTopic topic, ClusterImage image, int defaultPartitions, int turn) {
    if (!topic.assignment().isEmpty()) {
      return assigned(topic, image);
    }
    if (topic.replicationFactor() != NewTopic.DEFAULT && topic.replicationFactor() != 1) {
      throw new RejectedException(
          ErrorCode.INVALID_REPLICATION_FACTOR,
          "The embedded cluster does not replicate: the replication factor must be 1, or -1 for"
              + " the default, not "
              + topic.replicationFactor());
    }
    int count = topic.partitions() == NewTopic.DEFAULT ? defaultPartitions : topic.partitions();
    if (count < 1 || count > MAX_PARTITIONS) {
      throw new RejectedException(
          ErrorCode.INVALID_PARTITIONS,
          "The number of partitions must be within 1.." + MAX_PARTITIONS + ", not " + count);
    }
    return spread(count, image, turn);
  }

  private static List<PartitionImage> spread(int count, ClusterImage image, int turn) {
    List<BrokerNode> brokers = List.copyOf(image.liveBrokers());
    if (brokers.isEmpty()) {
      throw new RejectedException(
          ErrorCode.INVALID_REPLICATION_FACTOR, "No broker lives that could lead a partition");
    }
    List<PartitionImage> partitions = new ArrayList<>(count);
    for (int index = 0; index < count; index++) {
      int leader = brokers.get((turn + index) % brokers.size()).id();
      partitions.add(PartitionImage.fresh(index, List.of(leader)));
    }
    return partitions;
  }

  private static List<PartitionImage> assigned(NewTopic topic, ClusterImage image) {
    if (topic.partitions() != NewTopic.DEFAULT || topic.replicationFactor() != NewTopic.DEFAULT) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUEST,
          "With an assignment, the number of partitions and the replication factor must be -1");
    }
    List<PartitionImage> partitions = new ArrayList<>();
    for (int index = 0; index < topic.assignment().size(); index++) {
      int leader = onlyReplica(topic.assignment(), index, image);
      partitions.add(PartitionImage.fresh(index, List.of(leader)));
    }
    return partitions;
  }

  private static int onlyReplica(
      Map<Integer, List<Integer>> assignment, int index, ClusterImage image) {
    List<Integer> replicas = assignment.get(index);
    if (replicas == null) {
      throw invalidAssignment("Partitions should be a consecutive 0-based integer sequence");
    }
    if (replicas.size() != 1) {
      throw invalidAssignment(
          "The embedded cluster does not replicate: partition %d needs one replica, not %s"
              .formatted(index, replicas));
    }
    int leader = replicas.get(0);
    if (image.liveBroker(leader) == null) {
      throw invalidAssignment("Partition " + index + " is assigned to no live broker: " + leader);
    }
    return leader;
  }

  private static RejectedException invalidAssignment(String message) {
    return new RejectedException(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message);
  }
}
