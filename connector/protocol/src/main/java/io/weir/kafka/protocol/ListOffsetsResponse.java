package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** The offsets that a {@link ListOffsetsRequest} asked for. */
public record ListOffsetsResponse(int throttleTimeMs, List<ListOffsetsTopicResponse> topics) {

  public static final MessageShape<ListOffsetsResponse> SHAPE =
      MessageShape.of(
          Versions.between(1, 11).flexibleFrom(6),
          new ListOffsetsResponse(0, List.of()),
          ListOffsetsResponse::pass);

  private ListOffsetsResponse pass(Wire wire) {
    return wire.end(
        new ListOffsetsResponse(
            wire.since(2).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", ListOffsetsTopicResponse.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record ListOffsetsTopicResponse(
      String name, List<ListOffsetsPartitionResponse> partitions) {

    public static final Shape<ListOffsetsTopicResponse> SHAPE =
        Shape.of(new ListOffsetsTopicResponse("", List.of()), ListOffsetsTopicResponse::pass);

    private ListOffsetsTopicResponse pass(Wire wire) {
      return wire.end(
          new ListOffsetsTopicResponse(
              wire.string("name", name),
              wire.list("partitions", ListOffsetsPartitionResponse.SHAPE, partitions)));
    }
  }

  /**
   * The first offset at or after the point in time; offset and timestamp are -1 if there is none.
   */
  public record ListOffsetsPartitionResponse(
      int partitionIndex, short errorCode, long timestamp, long offset, int leaderEpoch) {

    public static final Shape<ListOffsetsPartitionResponse> SHAPE =
        Shape.of(
            new ListOffsetsPartitionResponse(
                0, (short) 0, /* timestamp= */ -1, /* offset= */ -1, /* leaderEpoch= */ -1),
            ListOffsetsPartitionResponse::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private ListOffsetsPartitionResponse pass(Wire wire) {
      return wire.end(
          new ListOffsetsPartitionResponse(
              wire.int32("partitionIndex", partitionIndex),
              wire.int16("errorCode", errorCode),
              wire.int64("timestamp", timestamp),
              wire.int64("offset", offset),
              wire.since(4).int32("leaderEpoch", leaderEpoch)));
    }
  }
}
