package io.weir.kafka.testcluster.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.storage.LogName;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReplicaDeletionTest {

  private static final UUID TOPIC = new UUID(1, 2);

  private final MemoryStorage storage = new MemoryStorage();

  @Test
  void records_below_the_offset_are_gone_and_stay_gone_when_the_process_dies() {
    Replica replica = leaderOf(Map.of());
    produce(replica, 5);

    replica.deleteRecordsBefore(3);

    assertThat(replica.logStartOffset()).isEqualTo(3);
    storage.kill(1);
    assertThat(leaderOf(Map.of()).logStartOffset()).isEqualTo(3);
    assertThat(leaderOf(Map.of()).logEndOffset()).isEqualTo(5);
  }

  @Test
  void minus_one_deletes_all_that_is_committed() {
    Replica replica = leaderOf(Map.of());
    produce(replica, 5);

    replica.deleteRecordsBefore(-1);

    assertThat(replica.logStartOffset()).isEqualTo(5);
    assertThat(replica.bytes()).isZero();
  }

  @Test
  void nothing_is_deleted_above_the_high_watermark_or_below_zero() {
    Replica replica = leaderOf(Map.of());
    produce(replica, 5);

    refuses(replica, 6, ErrorCode.OFFSET_OUT_OF_RANGE);
    refuses(replica, -2, ErrorCode.OFFSET_OUT_OF_RANGE);
  }

  @Test
  void a_compacted_topic_keeps_its_records() {
    Replica replica = leaderOf(Map.of("cleanup.policy", "compact"));
    produce(replica, 5);

    refuses(replica, 3, ErrorCode.POLICY_VIOLATION);
  }

  @Test
  void a_follower_deletes_nothing_of_its_own() {
    Replica replica = leaderOf(Map.of());
    replica.follow(PartitionImage.fresh(0, List.of(1, 2)).withLeader(2));

    refuses(replica, 0, ErrorCode.NOT_LEADER_OR_FOLLOWER);
  }

  private static void refuses(Replica replica, long offset, ErrorCode error) {
    assertThatExceptionOfType(RejectedException.class)
        .isThrownBy(() -> replica.deleteRecordsBefore(offset))
        .satisfies(e -> assertThat(e.error()).isEqualTo(error));
    assertThat(replica.logStartOffset()).isZero();
  }

  private Replica leaderOf(Map<String, String> configs) {
    Replica replica =
        new Replica(
            new TopicPartition(TOPIC, 0),
            storage.open(new LogName(1, "orders", TOPIC, 0)),
            TopicSettings.of(configs, ClusterSettings.DEFAULTS),
            new Alone());
    replica.lead(PartitionImage.fresh(0, List.of(1)), 1000);
    return replica;
  }

  private static void produce(Replica replica, int records) {
    for (int i = 0; i < records; i++) {
      Appended unused = replica.append(Batches.of(1000, "a"), 1, 1000);
    }
  }

  /** A broker with this replica only. */
  private static final class Alone implements ReplicaHost {

    @Override
    public int id() {
      return 1;
    }

    @Override
    public ReplicationRules rules() {
      return ReplicationRules.KAFKA;
    }

    @Override
    public long maxLagMs() {
      return 30_000;
    }

    @Override
    public ByteBuf scratch() {
      return Unpooled.buffer();
    }

    @Override
    public boolean mayBeInSync(int broker, long brokerEpoch) {
      return true;
    }

    @Override
    public void logEndAdvanced(Replica replica) {}

    @Override
    public void highWatermarkAdvanced(Replica replica) {}

    @Override
    public void propose(Replica replica, IsrProposal proposal, long nowMs) {}
  }
}
