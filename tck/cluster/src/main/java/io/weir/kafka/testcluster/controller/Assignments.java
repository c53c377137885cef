package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks the replicas that an administrator names. */
final class Assignments {

  private Assignments() {}

  /**
   * @throws RejectedException with INVALID_REPLICA_ASSIGNMENT for no broker, an unknown one, or the
   *     same one twice
   */
  static void check(List<Integer> replicas, ClusterImage image) {
    if (replicas.isEmpty()) {
      throw invalid("The manual partition assignment includes an empty replica list.");
    }
    Set<Integer> seen = new HashSet<>();
    for (int broker : replicas) {
      if (image.broker(broker) == null) {
        throw invalid(
            "The manual partition assignment includes broker %d, but no such broker is registered."
                .formatted(broker));
      }
      if (!seen.add(broker)) {
        throw invalid(
            "The manual partition assignment includes the broker %d more than once."
                .formatted(broker));
      }
    }
  }

  /**
   * A new partition on these replicas; those that cannot serve now are not in its ISR.
   *
   * @throws RejectedException as {@link #check}, also for another number of replicas than the
   *     partitions before, or if none of them can serve
   */
  static PartitionImage partition(
      int index, List<Integer> replicas, int replicationFactor, ClusterImage image) {
    check(replicas, image);
    if (replicas.size() != replicationFactor) {
      throw invalid(
          ("The manual partition assignment includes a partition with %d replica(s), but this is"
                  + " not consistent with previous partitions, which have %d replica(s).")
              .formatted(replicas.size(), replicationFactor));
    }
    List<Integer> isr = replicas.stream().filter(image::isEligible).toList();
    if (isr.isEmpty()) {
      throw invalid(
          ("All brokers specified in the manual partition assignment for partition %d are fenced"
                  + " or in controlled shutdown.")
              .formatted(index));
    }
    return PartitionImage.fresh(index, replicas, isr);
  }

  static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_REPLICA_ASSIGNMENT, message);
  }
}
