package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves partitions to other brokers (KIP-455): first the new replicas are added, and when all of
 * them are in the ISR the old ones go.
 *
 * <p>Owned by the core's thread.
 */
final class Reassignments {

  private final ClusterState state;
  private final Elections elections;

  Reassignments(ClusterState state, Elections elections) {
    this.state = state;
    this.elections = elections;
  }

  /**
   * Starts a reassignment, also in the place of one that is under way; one that adds nothing is
   * complete at once.
   *
   * @throws RejectedException with INVALID_REPLICA_ASSIGNMENT
   */
  PartitionImage start(TopicImage topic, PartitionImage partition, List<Integer> target) {
    Assignments.check(target, state.image());
    List<Integer> adding = PartitionChange.without(target, partition.replicas());
    List<Integer> removing = PartitionChange.without(partition.replicas(), target);
    List<Integer> all = new ArrayList<>(target);
    all.addAll(removing);
    return put(topic, partition, elections.change(partition).assignment(all, adding, removing));
  }

  /**
   * Takes the added replicas out again and keeps those that were to go.
   *
   * @throws RejectedException with NO_REASSIGNMENT_IN_PROGRESS, or INVALID_REPLICA_ASSIGNMENT if
   *     only added replicas are in sync and the topic allows no unclean leader
   */
  PartitionImage cancel(TopicImage topic, PartitionImage partition) {
    if (!partition.isReassigning()) {
      throw new RejectedException(
          ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, "No partition reassignment is in progress.");
    }
    List<Integer> replicas =
        PartitionChange.without(partition.replicas(), partition.addingReplicas());
    List<Integer> isr = PartitionChange.without(partition.isr(), partition.addingReplicas());
    if (isr.isEmpty()) {
      requireUnclean(topic, partition);
      isr = replicas.subList(0, 1);
    }
    return put(
        topic,
        partition,
        elections.change(partition).isr(isr).assignment(replicas, List.of(), List.of()));
  }

  private static void requireUnclean(TopicImage topic, PartitionImage partition) {
    if (!topic.settings().uncleanLeaderElection()) {
      throw new RejectedException(
          ErrorCode.INVALID_REPLICA_ASSIGNMENT,
          "Unable to revert partition assignment for %s:%d because it would require an unclean"
                  .formatted(topic.name(), partition.index())
              + " leader election.");
    }
  }

  private PartitionImage put(TopicImage topic, PartitionImage before, PartitionChange change) {
    PartitionImage changed = change.election(Elections.kind(topic)).result();
    if (!changed.equals(before)) {
      state.put(topic, changed);
    }
    return changed;
  }
}
