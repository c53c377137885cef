package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/**
 * Asks where leader epochs end, by followers and by consumers that look for a truncation (KIP-279,
 * KIP-320).
 *
 * <p>{@code replicaId} is -1 for a consumer and -2 before version 3, which does not carry it.
 */
public record OffsetForLeaderEpochRequest(int replicaId, List<OffsetForLeaderTopic> topics) {

  public static final MessageShape<OffsetForLeaderEpochRequest> SHAPE =
      MessageShape.of(
          Versions.between(2, 4).flexibleFrom(4),
          new OffsetForLeaderEpochRequest(/* replicaId= */ -2, List.of()),
          OffsetForLeaderEpochRequest::pass);

  private OffsetForLeaderEpochRequest pass(Wire wire) {
    return wire.end(
        new OffsetForLeaderEpochRequest(
            wire.since(3).ignorable().int32("replicaId", replicaId),
            wire.list("topics", OffsetForLeaderTopic.SHAPE, topics)));
  }

  /** Epochs to look up in one topic. */
  public record OffsetForLeaderTopic(String topic, List<OffsetForLeaderPartition> partitions) {

    public static final Shape<OffsetForLeaderTopic> SHAPE =
        Shape.of(new OffsetForLeaderTopic("", List.of()), OffsetForLeaderTopic::pass);

    private OffsetForLeaderTopic pass(Wire wire) {
      return wire.end(
          new OffsetForLeaderTopic(
              wire.string("topic", topic),
              wire.list("partitions", OffsetForLeaderPartition.SHAPE, partitions)));
    }
  }

  /**
   * The epoch to look up in one partition; {@code currentLeaderEpoch} of -1 skips the check whether
   * both sides agree on the leader.
   */
  public record OffsetForLeaderPartition(int partition, int currentLeaderEpoch, int leaderEpoch) {

    public static final Shape<OffsetForLeaderPartition> SHAPE =
        Shape.of(
            new OffsetForLeaderPartition(0, /* currentLeaderEpoch= */ -1, 0),
            OffsetForLeaderPartition::pass);

    private OffsetForLeaderPartition pass(Wire wire) {
      return wire.end(
          new OffsetForLeaderPartition(
              wire.int32("partition", partition),
              wire.int32("currentLeaderEpoch", currentLeaderEpoch),
              wire.int32("leaderEpoch", leaderEpoch)));
    }
  }
}
