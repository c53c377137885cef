package io.weir.kafka.conformance;

import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import java.util.List;

/**
 * What a broker's metadata say of a partition.
 *
 * @param leader -1 if it has none
 * @param isr in ascending order
 * @param replicas in the order of the assignment
 */
public record PartitionState(
    int leader, int leaderEpoch, List<Integer> isr, List<Integer> replicas) {
  static PartitionState of(MetadataResponsePartition partition) {
    return new PartitionState(
        partition.leaderId(),
        partition.leaderEpoch(),
        partition.isrNodes().stream().sorted().toList(),
        partition.replicaNodes());
  }

  boolean isComplete() {
    return leader >= 0 && isr.size() == replicas.size();
  }

  @Override
  public String toString() {
    return "leader %d in epoch %d, in sync %s".formatted(leader, leaderEpoch, isr);
  }
}
