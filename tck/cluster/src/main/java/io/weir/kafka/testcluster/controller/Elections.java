package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.IntPredicate;

/**
 * Moves leaderships when brokers come and go, and when somebody asks.
 *
 * <p>Owned by the core's thread.
 */
final class Elections {

  private final ClusterState state;
  private final ReplicationRules rules;

  Elections(ClusterState state, ReplicationRules rules) {
    this.state = state;
    this.rules = rules;
  }

  /** Whether a broker may lead, in the image of this moment. */
  IntPredicate eligible() {
    ClusterImage image = state.image();
    return image::isEligible;
  }

  PartitionChange change(PartitionImage partition) {
    return new PartitionChange(partition, rules, eligible());
  }

  /** What the topic allows when its leader is gone. */
  static Election kind(TopicImage topic) {
    return topic.settings().uncleanLeaderElection() ? Election.UNCLEAN : Election.ONLINE;
  }

  /**
   * The broker serves no more, or not for long: it leaves every ISR that has another member, and
   * others lead. It is not eligible any more.
   */
  void brokerLeaves(int broker) {
    changeEach(
        (topic, partition) ->
            partition.isr().contains(broker)
                ? change(partition)
                    .election(kind(topic))
                    .isr(PartitionChange.without(partition.isr(), List.of(broker)))
                    .result()
                : partition);
  }

  /** Somebody has become eligible, or more is allowed: finds leaders where there are none. */
  void fillVacancies() {
    changeEach(
        (topic, partition) ->
            partition.hasLeader() ? partition : change(partition).election(kind(topic)).result());
  }

  /** Gives each leadership to the preferred leader if that can take it. */
  void preferAll() {
    changeEach(
        (topic, partition) ->
            isImbalanced(partition)
                ? change(partition).election(Election.PREFERRED).result()
                : partition);
  }

  /** Whether a partition has a leader other than the one it should have. */
  static boolean isImbalanced(PartitionImage partition) {
    return partition.leader() != partition.preferredLeader();
  }

  private void changeEach(BiFunction<TopicImage, PartitionImage, PartitionImage> change) {
    state.changePartitions(
        topic ->
            topic.partitions().stream().map(partition -> change.apply(topic, partition)).toList());
  }

  /**
   * Elects on request.
   *
   * @param kind PREFERRED or UNCLEAN
   * @return the partition with its new leader
   * @throws RejectedException with ELECTION_NOT_NEEDED, PREFERRED_LEADER_NOT_AVAILABLE or
   *     ELIGIBLE_LEADERS_NOT_AVAILABLE
   */
  PartitionImage elect(TopicImage topic, PartitionImage partition, Election kind) {
    boolean preferred = kind == Election.PREFERRED;
    if (preferred ? !isImbalanced(partition) : partition.hasLeader()) {
      throw new RejectedException(
          ErrorCode.ELECTION_NOT_NEEDED, "Leader election not needed for topic partition.");
    }
    PartitionImage changed = change(partition).election(kind).result();
    if (changed.equals(partition)) {
      throw preferred
          ? new RejectedException(
              ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE, "The preferred leader was not available.")
          : new RejectedException(
              ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE,
              "Eligible topic partition leaders are not available.");
    }
    state.put(topic, changed);
    return changed;
  }
}
