package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Where the epochs of an {@link OffsetForLeaderEpochRequest} end. */
public record OffsetForLeaderEpochResponse(
    int throttleTimeMs, List<OffsetForLeaderTopicResult> topics) {

  public static final MessageShape<OffsetForLeaderEpochResponse> SHAPE =
      MessageShape.of(
          Versions.between(2, 4).flexibleFrom(4),
          new OffsetForLeaderEpochResponse(0, List.of()),
          OffsetForLeaderEpochResponse::pass);

  private OffsetForLeaderEpochResponse pass(Wire wire) {
    return wire.end(
        new OffsetForLeaderEpochResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", OffsetForLeaderTopicResult.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record OffsetForLeaderTopicResult(String topic, List<EpochEndOffset> partitions) {

    public static final Shape<OffsetForLeaderTopicResult> SHAPE =
        Shape.of(new OffsetForLeaderTopicResult("", List.of()), OffsetForLeaderTopicResult::pass);

    private OffsetForLeaderTopicResult pass(Wire wire) {
      return wire.end(
          new OffsetForLeaderTopicResult(
              wire.string("topic", topic),
              wire.list("partitions", EpochEndOffset.SHAPE, partitions)));
    }
  }

  /**
   * The offset after the last record of the largest epoch that is not above the one asked for; both
   * are -1 if there is none.
   */
  public record EpochEndOffset(short errorCode, int partition, int leaderEpoch, long endOffset) {

    public static final Shape<EpochEndOffset> SHAPE =
        Shape.of(
            new EpochEndOffset((short) 0, 0, /* leaderEpoch= */ -1, /* endOffset= */ -1),
            EpochEndOffset::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private EpochEndOffset pass(Wire wire) {
      return wire.end(
          new EpochEndOffset(
              wire.int16("errorCode", errorCode),
              wire.int32("partition", partition),
              wire.int32("leaderEpoch", leaderEpoch),
              wire.int64("endOffset", endOffset)));
    }
  }
}
