package io.weir.kafka.simulation.replication;

import java.util.HashSet;
import java.util.Set;

/** The partitions that may have lost records by Kafka's own rules. One thread. */
final class LossyPartitions {

  private final Set<Integer> forgiven = new HashSet<>();

  /** Records of this partition may be lost from now on. */
  void forgive(int partition) {
    forgiven.add(partition);
  }

  /** Whether the partition must not have lost anything. */
  boolean areOpen(int partition) {
    return !forgiven.contains(partition);
  }
}
