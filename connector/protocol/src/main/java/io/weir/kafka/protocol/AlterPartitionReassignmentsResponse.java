package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each partition of an {@link AlterPartitionReassignmentsRequest}. */
public record AlterPartitionReassignmentsResponse(
    int throttleTimeMs,
    boolean allowReplicationFactorChange,
    short errorCode,
    @Nullable String errorMessage,
    List<ReassignableTopicResponse> responses) {

  public static final MessageShape<AlterPartitionReassignmentsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(0),
          new AlterPartitionReassignmentsResponse(
              0, /* allowReplicationFactorChange= */ true, (short) 0, "", List.of()),
          AlterPartitionReassignmentsResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private AlterPartitionReassignmentsResponse pass(Wire wire) {
    return wire.end(
        new AlterPartitionReassignmentsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.since(1)
                .ignorable()
                .bool("allowReplicationFactorChange", allowReplicationFactorChange),
            wire.int16("errorCode", errorCode),
            wire.nullableString("errorMessage", errorMessage),
            wire.list("responses", ReassignableTopicResponse.SHAPE, responses)));
  }

  /** Partitions of one topic. */
  public record ReassignableTopicResponse(
      String name, List<ReassignablePartitionResponse> partitions) {

    public static final Shape<ReassignableTopicResponse> SHAPE =
        Shape.of(new ReassignableTopicResponse("", List.of()), ReassignableTopicResponse::pass);

    private ReassignableTopicResponse pass(Wire wire) {
      return wire.end(
          new ReassignableTopicResponse(
              wire.string("name", name),
              wire.list("partitions", ReassignablePartitionResponse.SHAPE, partitions)));
    }
  }

  /** One partition: the move has begun or is cancelled, or why not. */
  public record ReassignablePartitionResponse(
      int partitionIndex, short errorCode, @Nullable String errorMessage) {

    public static final Shape<ReassignablePartitionResponse> SHAPE =
        Shape.of(
            new ReassignablePartitionResponse(0, (short) 0, ""),
            ReassignablePartitionResponse::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private ReassignablePartitionResponse pass(Wire wire) {
      return wire.end(
          new ReassignablePartitionResponse(
              wire.int32("partitionIndex", partitionIndex),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage)));
    }
  }
}
