package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ReplicaPlacer.IndexRange;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which partitions a topic gets, at first and later; changes nothing. */
final class TopicPlan {

  /** No more than a test can want, so that a typing error does not fill the heap. */
  static final int MAX_PARTITIONS = 100_000;

  private TopicPlan() {}

  /**
   * The partitions of a new topic.
   *
   * @param turn which broker leads the first partition
   * @throws RejectedException with INVALID_PARTITIONS, INVALID_REPLICATION_FACTOR,
   *     INVALID_REPLICA_ASSIGNMENT or INVALID_REQUEST
   */
  static List<PartitionImage> partitions(NewTopic topic, ClusterImage image, int turn) {
    if (!topic.assignment().isEmpty()) {
      return assigned(topic, image);
    }
    int count = orDefault(topic.partitions(), image.settings().numPartitions());
    checkCount(count);
    int replicas = orDefault(topic.replicationFactor(), image.settings().replicationFactor());
    return new ReplicaPlacer(image).place(new IndexRange(0, count), replicas, turn);
  }

  private static int orDefault(int wanted, int byDefault) {
    return wanted == NewTopic.DEFAULT ? byDefault : wanted;
  }

  private static void checkCount(int count) {
    if (count < 1) {
      throw new RejectedException(
          ErrorCode.INVALID_PARTITIONS,
          "Number of partitions was set to an invalid non-positive value.");
    }
    if (count > MAX_PARTITIONS) {
      throw new RejectedException(
          ErrorCode.INVALID_PARTITIONS,
          "The number of partitions must be at most " + MAX_PARTITIONS + ", not " + count);
    }
  }

  private static List<PartitionImage> assigned(NewTopic topic, ClusterImage image) {
    requireDefault(topic.replicationFactor(), "replication factor");
    requireDefault(topic.partitions(), "numPartitions");
    Map<Integer, List<Integer>> assignment = topic.assignment();
    List<Integer> first = assignment.get(0);
    List<PartitionImage> partitions = new ArrayList<>();
    for (int index = 0; index < assignment.size(); index++) {
      List<Integer> replicas = assignment.get(index);
      if (replicas == null || first == null) {
        throw Assignments.invalid("partitions should be a consecutive 0-based integer sequence");
      }
      partitions.add(Assignments.partition(index, replicas, first.size(), image));
    }
    return partitions;
  }

  private static void requireDefault(int value, String name) {
    if (value != NewTopic.DEFAULT) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUEST,
          "A manual partition assignment was specified, but " + name + " was not set to -1.");
    }
  }

  /**
   * The topic with more partitions.
   *
   * @param count of all partitions, not of the new ones
   * @param assignment the replicas of each new partition; null to let the controller choose
   * @throws RejectedException with INVALID_PARTITIONS, INVALID_REPLICATION_FACTOR or
   *     INVALID_REPLICA_ASSIGNMENT
   */
  static TopicImage grown(
      TopicImage topic, int count, @Nullable List<List<Integer>> assignment, ClusterImage image) {
    int present = topic.partitions().size();
    checkIncrease(topic, count);
    checkCount(count);
    int replicas = topic.partitions().get(0).replicas().size();
    List<PartitionImage> partitions = new ArrayList<>(topic.partitions());
    if (assignment == null) {
      partitions.addAll(
          new ReplicaPlacer(image)
              .place(new IndexRange(present, count), replicas, turn(topic, image)));
    } else {
      checkLength(assignment, count - present);
      for (int i = 0; i < assignment.size(); i++) {
        partitions.add(Assignments.partition(present + i, assignment.get(i), replicas, image));
      }
    }
    return topic.withPartitions(partitions);
  }

  /** Goes on where the topic began: the place of its first leader among those that can lead. */
  private static int turn(TopicImage topic, ClusterImage image) {
    List<Integer> able =
        image.brokers().stream()
            .filter(RegisteredBroker::isEligible)
            .map(RegisteredBroker::id)
            .toList();
    return Math.max(0, able.indexOf(topic.partitions().get(0).preferredLeader()));
  }

  private static void checkIncrease(TopicImage topic, int count) {
    int present = topic.partitions().size();
    if (count == present) {
      throw new RejectedException(
          ErrorCode.INVALID_PARTITIONS, "Topic already has " + present + " partition(s).");
    }
    if (count < present) {
      throw new RejectedException(
          ErrorCode.INVALID_PARTITIONS,
          "The topic %s currently has %d partition(s); %d would not be an increase."
              .formatted(topic.name(), present, count));
    }
  }

  private static void checkLength(List<List<Integer>> assignment, int additional) {
    if (assignment.size() != additional) {
      throw Assignments.invalid(
          "Attempted to add %d additional partition(s), but only %d assignment(s) were specified."
              .formatted(additional, assignment.size()));
    }
  }
}
