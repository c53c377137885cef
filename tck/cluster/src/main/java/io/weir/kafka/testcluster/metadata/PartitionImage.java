package io.weir.kafka.testcluster.metadata;

import java.util.List;

/**
 * Who serves a partition.
 *
 * @param leader the broker that serves it, {@link #NO_LEADER} while none can
 * @param leaderEpoch grows by one with each change of the leader
 * @param replicas the assigned brokers; the first is the preferred leader
 * @param isr the brokers that have all acknowledged records, in the order of the assignment
 */
public record PartitionImage(
    int index, int leader, int leaderEpoch, List<Integer> replicas, List<Integer> isr) {

  public static final int NO_LEADER = -1;

  public PartitionImage {
    replicas = List.copyOf(replicas);
    isr = List.copyOf(isr);
  }

  public PartitionImage withLeader(int newLeader) {
    return new PartitionImage(index, newLeader, leaderEpoch + 1, replicas, isr);
  }
}
