package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** What became of each offset of an {@link OffsetDeleteRequest}. */
public record OffsetDeleteResponse(
    short errorCode, int throttleTimeMs, List<OffsetDeleteResponseTopic> topics) {

  public static final MessageShape<OffsetDeleteResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 0),
          new OffsetDeleteResponse((short) 0, 0, List.of()),
          OffsetDeleteResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private OffsetDeleteResponse pass(Wire wire) {
    return wire.end(
        new OffsetDeleteResponse(
            wire.int16("errorCode", errorCode),
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", OffsetDeleteResponseTopic.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record OffsetDeleteResponseTopic(
      String name, List<OffsetDeleteResponsePartition> partitions) {

    public static final Shape<OffsetDeleteResponseTopic> SHAPE =
        Shape.of(new OffsetDeleteResponseTopic("", List.of()), OffsetDeleteResponseTopic::pass);

    private OffsetDeleteResponseTopic pass(Wire wire) {
      return wire.end(
          new OffsetDeleteResponseTopic(
              wire.string("name", name),
              wire.list("partitions", OffsetDeleteResponsePartition.SHAPE, partitions)));
    }
  }

  /** One partition: its offset is deleted, or why not. */
  public record OffsetDeleteResponsePartition(int partitionIndex, short errorCode) {

    public static final Shape<OffsetDeleteResponsePartition> SHAPE =
        Shape.of(
            new OffsetDeleteResponsePartition(0, (short) 0), OffsetDeleteResponsePartition::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private OffsetDeleteResponsePartition pass(Wire wire) {
      return wire.end(
          new OffsetDeleteResponsePartition(
              wire.int32("partitionIndex", partitionIndex), wire.int16("errorCode", errorCode)));
    }
  }
}
