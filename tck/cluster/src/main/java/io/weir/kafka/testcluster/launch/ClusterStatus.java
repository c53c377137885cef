package io.weir.kafka.testcluster.launch;

import io.weir.kafka.testcluster.ClusterTotals;
import io.weir.kafka.testcluster.FaultHandle;
import io.weir.kafka.testcluster.PartitionState;
import io.weir.kafka.testcluster.TestCluster;
import java.util.List;
import java.util.function.Predicate;

/**
 * What the status line tells of one moment.
 *
 * @param underReplicated partitions that lack replicas in the ISR, among them those without a
 *     leader
 * @param leaderless partitions without a leader
 * @param faultsFired how often the faults that are not removed have acted
 */
record ClusterStatus(
    ClusterTotals totals, long underReplicated, long leaderless, long faultsFired) {

  static final ClusterStatus NOTHING = new ClusterStatus(new ClusterTotals(0, 0, 0, 0), 0, 0, 0);

  static ClusterStatus of(TestCluster cluster) {
    List<PartitionState> partitions = cluster.partitions();
    return new ClusterStatus(
        cluster.totals(),
        count(partitions, PartitionState::isUnderReplicated),
        count(partitions, partition -> !partition.hasLeader()),
        cluster.faults().stream().mapToLong(FaultHandle::hits).sum());
  }

  private static long count(List<PartitionState> partitions, Predicate<PartitionState> condition) {
    return partitions.stream().filter(condition).count();
  }
}
