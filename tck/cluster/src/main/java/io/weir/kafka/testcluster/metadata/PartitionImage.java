package io.weir.kafka.testcluster.metadata;

import java.util.List;

/**
 * Who serves a partition.
 *
 * @param leader the broker that serves it, {@link #NO_LEADER} while none can
 * @param leaderEpoch grows by one with each change of the leader, and when a replica is removed
 * @param partitionEpoch grows by one with each change of anything here
 * @param replicas the assigned brokers; the first is the preferred leader
 * @param isr the brokers that have all acknowledged records, in the order of the assignment; a
 *     subset of the replicas, never empty
 * @param addingReplicas those of the replicas that a reassignment under way adds
 * @param removingReplicas those of the replicas that a reassignment under way will remove
 */
public record PartitionImage(
    int index,
    int leader,
    int leaderEpoch,
    int partitionEpoch,
    List<Integer> replicas,
    List<Integer> isr,
    List<Integer> addingReplicas,
    List<Integer> removingReplicas) {

  public static final int NO_LEADER = -1;

  public PartitionImage {
    replicas = List.copyOf(replicas);
    isr = List.copyOf(isr);
    addingReplicas = List.copyOf(addingReplicas);
    removingReplicas = List.copyOf(removingReplicas);
    if (isr.isEmpty() || !replicas.containsAll(isr)) {
      throw new IllegalArgumentException(
          "The ISR %s of partition %d is empty or not within the replicas %s"
              .formatted(isr, index, replicas));
    }
  }

  /** A new partition: the first of the ISR leads, all epochs are 0. */
  public static PartitionImage fresh(int index, List<Integer> replicas, List<Integer> isr) {
    return new PartitionImage(index, isr.get(0), 0, 0, replicas, isr, List.of(), List.of());
  }

  /** As {@link #fresh(int, List, List)} with all replicas in the ISR. */
  public static PartitionImage fresh(int index, List<Integer> replicas) {
    return fresh(index, replicas, replicas);
  }

  /** The one that leads whenever it can. */
  public int preferredLeader() {
    return replicas.get(0);
  }

  public boolean hasLeader() {
    return leader != NO_LEADER;
  }

  /** Whether replicas are being added or removed. */
  public boolean isReassigning() {
    return !addingReplicas.isEmpty() || !removingReplicas.isEmpty();
  }

  /** Another leader, or none: both epochs grow. */
  public PartitionImage withLeader(int newLeader) {
    return new PartitionImage(
        index,
        newLeader,
        leaderEpoch + 1,
        partitionEpoch + 1,
        replicas,
        isr,
        addingReplicas,
        removingReplicas);
  }

  /** Another ISR under the same leader: only the partition epoch grows. */
  public PartitionImage withIsr(List<Integer> newIsr) {
    return new PartitionImage(
        index,
        leader,
        leaderEpoch,
        partitionEpoch + 1,
        replicas,
        newIsr,
        addingReplicas,
        removingReplicas);
  }
}
