package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each partition of an {@link ElectLeadersRequest}. */
public record ElectLeadersResponse(
    int throttleTimeMs, short errorCode, List<ReplicaElectionResult> replicaElectionResults) {

  public static final MessageShape<ElectLeadersResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(2),
          new ElectLeadersResponse(0, (short) 0, List.of()),
          ElectLeadersResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private ElectLeadersResponse pass(Wire wire) {
    return wire.end(
        new ElectLeadersResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.since(1).int16("errorCode", errorCode),
            wire.list(
                "replicaElectionResults", ReplicaElectionResult.SHAPE, replicaElectionResults)));
  }

  /** Partitions of one topic. */
  public record ReplicaElectionResult(String topic, List<PartitionResult> partitionResult) {

    public static final Shape<ReplicaElectionResult> SHAPE =
        Shape.of(new ReplicaElectionResult("", List.of()), ReplicaElectionResult::pass);

    private ReplicaElectionResult pass(Wire wire) {
      return wire.end(
          new ReplicaElectionResult(
              wire.string("topic", topic),
              wire.list("partitionResult", PartitionResult.SHAPE, partitionResult)));
    }
  }

  /** One partition: a leader is elected, ELECTION_NOT_NEEDED, or why not. */
  public record PartitionResult(int partitionId, short errorCode, @Nullable String errorMessage) {

    public static final Shape<PartitionResult> SHAPE =
        Shape.of(new PartitionResult(0, (short) 0, ""), PartitionResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private PartitionResult pass(Wire wire) {
      return wire.end(
          new PartitionResult(
              wire.int32("partitionId", partitionId),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage)));
    }
  }
}
