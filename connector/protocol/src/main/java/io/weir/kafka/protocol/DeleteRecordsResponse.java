package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** What became of each partition of a {@link DeleteRecordsRequest}. */
public record DeleteRecordsResponse(int throttleTimeMs, List<DeleteRecordsTopicResult> topics) {

  public static final MessageShape<DeleteRecordsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(2),
          new DeleteRecordsResponse(0, List.of()),
          DeleteRecordsResponse::pass);

  private DeleteRecordsResponse pass(Wire wire) {
    return wire.end(
        new DeleteRecordsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", DeleteRecordsTopicResult.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record DeleteRecordsTopicResult(
      String name, List<DeleteRecordsPartitionResult> partitions) {

    public static final Shape<DeleteRecordsTopicResult> SHAPE =
        Shape.of(new DeleteRecordsTopicResult("", List.of()), DeleteRecordsTopicResult::pass);

    private DeleteRecordsTopicResult pass(Wire wire) {
      return wire.end(
          new DeleteRecordsTopicResult(
              wire.string("name", name),
              wire.list("partitions", DeleteRecordsPartitionResult.SHAPE, partitions)));
    }
  }

  /**
   * One partition; {@code lowWatermark} is the smallest log start offset among its live replicas,
   * -1 where {@code errorCode} says why not.
   */
  public record DeleteRecordsPartitionResult(
      int partitionIndex, long lowWatermark, short errorCode) {

    public static final Shape<DeleteRecordsPartitionResult> SHAPE =
        Shape.of(
            new DeleteRecordsPartitionResult(0, 0, (short) 0), DeleteRecordsPartitionResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DeleteRecordsPartitionResult pass(Wire wire) {
      return wire.end(
          new DeleteRecordsPartitionResult(
              wire.int32("partitionIndex", partitionIndex),
              wire.int64("lowWatermark", lowWatermark),
              wire.int16("errorCode", errorCode)));
    }
  }
}
