package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.testcluster.PartitionState;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Looks at the replication of a partition. */
public final class PartitionAssert extends AbstractAssert<PartitionAssert, PartitionState> {

  PartitionAssert(PartitionState partition) {
    super(partition, PartitionAssert.class);
  }

  public PartitionAssert hasLeader(int broker) {
    return expect(actual.leader() == broker, "leader " + broker);
  }

  public PartitionAssert hasNoLeader() {
    return expect(!actual.hasLeader(), "no leader");
  }

  public PartitionAssert hasLeaderEpoch(int epoch) {
    return expect(actual.leaderEpoch() == epoch, "leader epoch " + epoch);
  }

  /** Exactly these, in any order. */
  public PartitionAssert hasInSyncReplicas(int... brokers) {
    return expect(
        new TreeSet<>(actual.inSyncReplicas()).equals(sorted(brokers)), "ISR " + sorted(brokers));
  }

  /** Exactly these, in any order. */
  public PartitionAssert hasReplicas(int... brokers) {
    return expect(
        new TreeSet<>(actual.replicas()).equals(sorted(brokers)), "replicas " + sorted(brokers));
  }

  private static Set<Integer> sorted(int... brokers) {
    return Arrays.stream(brokers).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  public PartitionAssert hasHighWatermark(long offset) {
    return expect(actual.highWatermark() == offset, "high watermark " + offset);
  }

  public PartitionAssert hasLogEndOffset(long offset) {
    return expect(actual.logEndOffset() == offset, "log end " + offset);
  }

  public PartitionAssert hasLogStartOffset(long offset) {
    return expect(actual.logStartOffset() == offset, "log start " + offset);
  }

  private PartitionAssert expect(boolean holds, String expected) {
    if (!holds) {
      failWithMessage("Expected %s, but found %s", expected, actual);
    }
    return this;
  }
}
