package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.storage.PartitionLog;

/**
 * A replica of a running broker as someone outside of the cluster looks at it, between two steps.
 *
 * @param part what the broker believes to be for the partition; in a cut-off broker that may be out
 *     of date
 * @param leaderEpoch in which it plays that part
 * @param log to be read only
 */
public record ReplicaStatus(
    int broker,
    TopicPartition partition,
    Part part,
    int leaderEpoch,
    long highWatermark,
    PartitionLog log) {

  /** Who takes records, and who copies them. */
  public enum Part {
    LEADER,
    FOLLOWER
  }

  public boolean leads() {
    return part == Part.LEADER;
  }
}
