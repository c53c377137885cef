package io.weir.kafka.simulation.replication;

import io.weir.kafka.testcluster.metadata.FollowerState;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.storage.EpochEnd;
import java.util.List;
import java.util.function.IntPredicate;

/** Rules of replication, each with one that is wrong, and what tells of it. */
enum Mutant {
  HIGH_WATERMARK_FROM_THE_LEADER_ALONE(
      new ReplicationRules() {
        @Override
        public long highWatermark(long logEndOffset, List<FollowerState> awaited) {
          return logEndOffset;
        }
      },
      "of the ISR .* ends at"),

  NO_TRUNCATION(
      new ReplicationRules() {
        @Override
        public long truncationPoint(EpochEnd leaders, EpochEnd own, long logEndOffset) {
          return logEndOffset;
        }
      },
      "after .* healed|after healing|was committed"),

  ISR_NEVER_SHRINKS(
      new ReplicationRules() {
        @Override
        public boolean fallsOutOfSync(
            FollowerState follower, long logEndOffset, long nowMs, long maxLagMs) {
          return false;
        }
      },
      "kept a batch from being acknowledged"),

  ELECTION_OUTSIDE_THE_ISR(
      new ReplicationRules() {
        @Override
        public int electLeader(PartitionImage partition, Election election, IntPredicate eligible) {
          return partition.replicas().stream()
              .filter(eligible::test)
              .findFirst()
              .orElse(PartitionImage.NO_LEADER);
        }
      },
      "from outside the ISR|was committed"),

  DUPLICATE_APPENDED(
      new ReplicationRules() {
        @Override
        public boolean recognizesDuplicates() {
          return false;
        }
      },
      "is there .* times"),

  ISR_JOINED_TOO_EARLY(
      new ReplicationRules() {
        @Override
        public boolean mayJoinIsr(
            FollowerState follower, long highWatermark, long epochStartOffset) {
          return true;
        }
      },
      "of the ISR .* ends at");

  private final ReplicationRules rules;
  private final String sign;

  /**
   * @param sign a pattern of the violation that it leads to
   */
  Mutant(ReplicationRules rules, String sign) {
    this.rules = rules;
    this.sign = sign;
  }

  ReplicationRules rules() {
    return rules;
  }

  String sign() {
    return sign;
  }
}
