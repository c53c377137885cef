package io.weir.kafka.testcluster.metadata;

import static io.weir.kafka.testcluster.metadata.PartitionImage.NO_LEADER;

import io.weir.kafka.testcluster.storage.EpochEnd;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * The decisions of replication, each a pure function: controller and replicas gather the facts, ask
 * here, and act.
 *
 * <p>Open so that a test can replace one rule by a wrong one, a <em>mutant</em>, and show that its
 * checks notice. A cluster uses one instance; without state, so any thread may ask.
 */
public class ReplicationRules {

  /** Kafka's rules. */
  public static final ReplicationRules KAFKA = new ReplicationRules();

  /** What kind of leader is looked for. */
  public enum Election {
    /** One that has all acknowledged records; the present leader stays if it can. */
    ONLINE,
    /** The same, but the first of the assignment comes before the present leader. */
    PREFERRED,
    /** As {@link #ONLINE}; where there is none, any eligible replica: records may be lost. */
    UNCLEAN
  }

  /**
   * Chooses the leader of a partition. One from outside its ISR is an unclean leader, with whom the
   * ISR starts anew.
   *
   * @param eligible whether a broker may lead: unfenced, and not shutting down
   * @return a broker id, or {@link PartitionImage#NO_LEADER}
   */
  public int electLeader(PartitionImage partition, Election election, IntPredicate eligible) {
    IntPredicate clean = id -> partition.isr().contains(id) && eligible.test(id);
    if (election == Election.PREFERRED && clean.test(partition.preferredLeader())) {
      return partition.preferredLeader();
    }
    if (clean.test(partition.leader())) {
      return partition.leader();
    }
    int first = firstReplica(partition, clean);
    return first == NO_LEADER && election == Election.UNCLEAN
        ? firstReplica(partition, eligible)
        : first;
  }

  private static int firstReplica(PartitionImage partition, IntPredicate condition) {
    return partition.replicas().stream().filter(condition::test).findFirst().orElse(NO_LEADER);
  }

  /**
   * The offset below which records count as committed, if enough replicas are in sync.
   *
   * @param logEndOffset of the leader
   * @param awaited the followers that must have a record before it counts
   * @return may lie below the present high watermark, which then stays
   */
  public long highWatermark(long logEndOffset, List<FollowerState> awaited) {
    long lowest = logEndOffset;
    for (FollowerState each : awaited) {
      lowest = Math.min(lowest, each.logEndOffset());
    }
    return lowest;
  }

  /** Whether a follower has all that the leader has, or had it not too long ago. */
  public boolean isCaughtUp(FollowerState follower, long logEndOffset, long nowMs, long maxLagMs) {
    return follower.logEndOffset() == logEndOffset || nowMs - follower.caughtUpAtMs() <= maxLagMs;
  }

  /** Whether a member of the ISR is to leave it. */
  public boolean fallsOutOfSync(
      FollowerState follower, long logEndOffset, long nowMs, long maxLagMs) {
    return !isCaughtUp(follower, logEndOffset, nowMs, maxLagMs);
  }

  /**
   * Whether a follower has come far enough to join the ISR.
   *
   * @param epochStartOffset where the leader's epoch began: a follower that has not reached it may
   *     still have to truncate
   */
  public boolean mayJoinIsr(FollowerState follower, long highWatermark, long epochStartOffset) {
    return follower.logEndOffset() >= highWatermark && follower.logEndOffset() >= epochStartOffset;
  }

  /**
   * Where a follower cuts its log when the leader has told it that they differ (KIP-279). It may
   * have to cut more than once.
   *
   * @param leaders the leader's largest epoch that is not above the follower's, and its end
   * @param own the follower's largest epoch that is not above that one, and its end
   */
  public long truncationPoint(EpochEnd leaders, EpochEnd own, long logEndOffset) {
    if (own.isKnown() && own.epoch() != leaders.epoch()) {
      return Math.min(own.endOffset(), logEndOffset);
    }
    long shared =
        own.isKnown() ? Math.min(own.endOffset(), leaders.endOffset()) : leaders.endOffset();
    return Math.min(shared, logEndOffset);
  }

  /** Whether a batch that is in the log already is answered with its place, not appended again. */
  public boolean recognizesDuplicates() {
    return true;
  }
}
