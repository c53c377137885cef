package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;

/** What became of each offset of an {@link OffsetCommitRequest}. */
public record OffsetCommitResponse(int throttleTimeMs, List<OffsetCommitResponseTopic> topics) {

  public static final MessageShape<OffsetCommitResponse> SHAPE =
      MessageShape.of(
          Versions.between(2, 10).flexibleFrom(8),
          new OffsetCommitResponse(0, List.of()),
          OffsetCommitResponse::pass);

  private OffsetCommitResponse pass(Wire wire) {
    return wire.end(
        new OffsetCommitResponse(
            wire.since(3).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", OffsetCommitResponseTopic.SHAPE, topics)));
  }

  /** One topic, by name up to version 9 and by id from version 10. */
  public record OffsetCommitResponseTopic(
      String name, UUID topicId, List<OffsetCommitResponsePartition> partitions) {

    public static final Shape<OffsetCommitResponseTopic> SHAPE =
        Shape.of(
            new OffsetCommitResponseTopic("", Wire.ZERO_UUID, List.of()),
            OffsetCommitResponseTopic::pass);

    private OffsetCommitResponseTopic pass(Wire wire) {
      return wire.end(
          new OffsetCommitResponseTopic(
              wire.until(9).ignorable().string("name", name),
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.list("partitions", OffsetCommitResponsePartition.SHAPE, partitions)));
    }
  }

  /** One partition: stored, or why not. */
  public record OffsetCommitResponsePartition(int partitionIndex, short errorCode) {

    public static final Shape<OffsetCommitResponsePartition> SHAPE =
        Shape.of(
            new OffsetCommitResponsePartition(0, (short) 0), OffsetCommitResponsePartition::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private OffsetCommitResponsePartition pass(Wire wire) {
      return wire.end(
          new OffsetCommitResponsePartition(
              wire.int32("partitionIndex", partitionIndex), wire.int16("errorCode", errorCode)));
    }
  }
}
