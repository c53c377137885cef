package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a {@link ProduceRequest} went, or why they did not.
 *
 * <p>From version 10 a moved partition names its new leader, and {@code nodeEndpoints} says where
 * to find it (KIP-951).
 */
public record ProduceResponse(
    List<TopicProduceResponse> responses, int throttleTimeMs, List<NodeEndpoint> nodeEndpoints) {

  public static final MessageShape<ProduceResponse> SHAPE =
      MessageShape.of(
          Versions.between(3, 13).flexibleFrom(9),
          new ProduceResponse(List.of(), 0, List.of()),
          ProduceResponse::pass);

  private ProduceResponse pass(Wire wire) {
    return wire.end(
        new ProduceResponse(
            wire.list("responses", TopicProduceResponse.SHAPE, responses),
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.since(10).tag(0).list("nodeEndpoints", NodeEndpoint.SHAPE, nodeEndpoints)));
  }

  /** The partitions of one topic, which goes by name up to version 12 and by id from 13. */
  public record TopicProduceResponse(
      String name, UUID topicId, List<PartitionProduceResponse> partitionResponses) {

    public static final Shape<TopicProduceResponse> SHAPE =
        Shape.of(
            new TopicProduceResponse("", Wire.ZERO_UUID, List.of()), TopicProduceResponse::pass);

    private TopicProduceResponse pass(Wire wire) {
      return wire.end(
          new TopicProduceResponse(
              wire.until(12).ignorable().string("name", name),
              wire.since(13).ignorable().uuid("topicId", topicId),
              wire.list("partitionResponses", PartitionProduceResponse.SHAPE, partitionResponses)));
    }
  }

  /**
   * What became of the records for one partition.
   *
   * <p>{@code baseOffset} is the first record's offset. {@code logAppendTimeMs} is -1 unless the
   * topic uses LogAppendTime. {@code recordErrors} names the records that made the broker refuse
   * the whole batch (KIP-467).
   */
  public record PartitionProduceResponse(
      int index,
      short errorCode,
      long baseOffset,
      long logAppendTimeMs,
      long logStartOffset,
      List<BatchIndexAndErrorMessage> recordErrors,
      @Nullable String errorMessage,
      LeaderIdAndEpoch currentLeader) {

    public static final Shape<PartitionProduceResponse> SHAPE =
        Shape.of(
            new PartitionProduceResponse(
                0,
                (short) 0,
                0,
                /* logAppendTimeMs= */ -1,
                /* logStartOffset= */ -1,
                List.of(),
                null,
                LeaderIdAndEpoch.SHAPE.empty()),
            PartitionProduceResponse::pass);

    /**
     * The records are in the log; {@code logAppendTimeMs} is -1 where the topic keeps the
     * producer's.
     */
    public static PartitionProduceResponse appended(
        int index, long baseOffset, long logAppendTimeMs, long logStartOffset) {
      return new PartitionProduceResponse(
          index,
          ErrorCode.NONE.code(),
          baseOffset,
          logAppendTimeMs,
          logStartOffset,
          List.of(),
          null,
          LeaderIdAndEpoch.SHAPE.empty());
    }

    /** The records were refused. */
    public static PartitionProduceResponse refused(
        int index, ErrorCode error, @Nullable String errorMessage) {
      return new PartitionProduceResponse(
          index, error.code(), -1, -1, -1, List.of(), errorMessage, LeaderIdAndEpoch.SHAPE.empty());
    }

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private PartitionProduceResponse pass(Wire wire) {
      return wire.end(
          new PartitionProduceResponse(
              wire.int32("index", index),
              wire.int16("errorCode", errorCode),
              wire.int64("baseOffset", baseOffset),
              wire.int64("logAppendTimeMs", logAppendTimeMs),
              wire.since(5).ignorable().int64("logStartOffset", logStartOffset),
              wire.since(8)
                  .ignorable()
                  .list("recordErrors", BatchIndexAndErrorMessage.SHAPE, recordErrors),
              wire.since(8).ignorable().nullableString("errorMessage", errorMessage),
              wire.since(10)
                  .tag(0)
                  .struct("currentLeader", LeaderIdAndEpoch.SHAPE, currentLeader)));
    }
  }

  /** One record that the broker refused, counted from 0 within its batch. */
  public record BatchIndexAndErrorMessage(int batchIndex, @Nullable String batchIndexErrorMessage) {

    public static final Shape<BatchIndexAndErrorMessage> SHAPE =
        Shape.of(new BatchIndexAndErrorMessage(0, null), BatchIndexAndErrorMessage::pass);

    private BatchIndexAndErrorMessage pass(Wire wire) {
      return wire.end(
          new BatchIndexAndErrorMessage(
              wire.int32("batchIndex", batchIndex),
              wire.nullableString("batchIndexErrorMessage", batchIndexErrorMessage)));
    }
  }
}
