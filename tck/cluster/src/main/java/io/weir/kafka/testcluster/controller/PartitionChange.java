package io.weir.kafka.testcluster.controller;

import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Works out what a partition becomes when its ISR, its replicas or the brokers that may lead it
 * change; a pure function in the shape of a builder.
 *
 * <p>What comes out keeps: the leader is in the ISR, the ISR is never empty and within the
 * replicas, no epoch shrinks. A reassignment whose new replicas are all in the ISR is completed on
 * the way.
 */
final class PartitionChange {

  private final PartitionImage before;
  private final ReplicationRules rules;
  private final IntPredicate eligible;
  private Election election = Election.ONLINE;
  private List<Integer> isr;
  private List<Integer> replicas;
  private List<Integer> adding;
  private List<Integer> removing;

  /**
   * @param eligible whether a broker may lead
   */
  PartitionChange(PartitionImage before, ReplicationRules rules, IntPredicate eligible) {
    this.before = before;
    this.rules = rules;
    this.eligible = eligible;
    this.isr = before.isr();
    this.replicas = before.replicas();
    this.adding = before.addingReplicas();
    this.removing = before.removingReplicas();
  }

  PartitionChange election(Election kind) {
    election = kind;
    return this;
  }

  /** The ISR that is wanted; an empty one is not followed. */
  PartitionChange isr(List<Integer> wanted) {
    if (!wanted.isEmpty()) {
      isr = wanted;
    }
    return this;
  }

  /** Another assignment, and what of it is on the way in or out. */
  PartitionChange assignment(List<Integer> all, List<Integer> comeIn, List<Integer> goOut) {
    replicas = all;
    adding = comeIn;
    removing = goOut;
    return this;
  }

  /** The partition as it was, the very same, if nothing changes. */
  PartitionImage result() {
    completeReassignment();
    int leader = rules.electLeader(candidate(before.leader(), 0, 0), election, eligible);
    if (leader != PartitionImage.NO_LEADER && !isr.contains(leader)) {
      isr = List.of(leader);
    }
    boolean newEpoch = leader != before.leader() || !replicas.containsAll(before.replicas());
    PartitionImage same = candidate(leader, before.leaderEpoch(), before.partitionEpoch());
    return same.equals(before)
        ? before
        : candidate(leader, before.leaderEpoch() + (newEpoch ? 1 : 0), before.partitionEpoch() + 1);
  }

  private void completeReassignment() {
    List<Integer> stay = without(isr, removing);
    if ((adding.isEmpty() && removing.isEmpty()) || stay.isEmpty() || !stay.containsAll(adding)) {
      return;
    }
    replicas = without(replicas, removing);
    isr = stay;
    adding = List.of();
    removing = List.of();
  }

  private PartitionImage candidate(int leader, int leaderEpoch, int partitionEpoch) {
    return new PartitionImage(
        before.index(), leader, leaderEpoch, partitionEpoch, replicas, isr, adding, removing);
  }

  static List<Integer> without(List<Integer> brokers, List<Integer> gone) {
    return brokers.stream().filter(broker -> !gone.contains(broker)).toList();
  }
}
