package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The producers that a {@link DescribeProducersRequest} asked for. */
public record DescribeProducersResponse(int throttleTimeMs, List<TopicResponse> topics) {

  public static final MessageShape<DescribeProducersResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new DescribeProducersResponse(0, List.of()),
          DescribeProducersResponse::pass);

  private DescribeProducersResponse pass(Wire wire) {
    return wire.end(
        new DescribeProducersResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", TopicResponse.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record TopicResponse(String name, List<PartitionResponse> partitions) {

    public static final Shape<TopicResponse> SHAPE =
        Shape.of(new TopicResponse("", List.of()), TopicResponse::pass);

    private TopicResponse pass(Wire wire) {
      return wire.end(
          new TopicResponse(
              wire.string("name", name),
              wire.list("partitions", PartitionResponse.SHAPE, partitions)));
    }
  }

  /** One partition, or why it is not told. */
  public record PartitionResponse(
      int partitionIndex,
      short errorCode,
      @Nullable String errorMessage,
      List<ProducerState> activeProducers) {

    public static final Shape<PartitionResponse> SHAPE =
        Shape.of(new PartitionResponse(0, (short) 0, null, List.of()), PartitionResponse::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private PartitionResponse pass(Wire wire) {
      return wire.end(
          new PartitionResponse(
              wire.int32("partitionIndex", partitionIndex),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage),
              wire.list("activeProducers", ProducerState.SHAPE, activeProducers)));
    }
  }

  /**
   * A producer that the partition remembers; {@code currentTxnStartOffset} is -1 without an open
   * transaction. Times are milliseconds since 1970.
   */
  public record ProducerState(
      long producerId,
      int producerEpoch,
      int lastSequence,
      long lastTimestamp,
      int coordinatorEpoch,
      long currentTxnStartOffset) {

    public static final Shape<ProducerState> SHAPE =
        Shape.of(
            new ProducerState(
                0,
                0,
                /* lastSequence= */ -1,
                /* lastTimestamp= */ -1,
                0,
                /* currentTxnStartOffset= */ -1),
            ProducerState::pass);

    private ProducerState pass(Wire wire) {
      return wire.end(
          new ProducerState(
              wire.int64("producerId", producerId),
              wire.int32("producerEpoch", producerEpoch),
              wire.int32("lastSequence", lastSequence),
              wire.int64("lastTimestamp", lastTimestamp),
              wire.int32("coordinatorEpoch", coordinatorEpoch),
              wire.int64("currentTxnStartOffset", currentTxnStartOffset)));
    }
  }
}
