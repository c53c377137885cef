package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/**
 * Asks for the offset of a point in time.
 *
 * <p>{@code replicaId} is -1 for consumers; {@code isolationLevel} is 0 for all records and 1 for
 * committed ones.
 */
public record ListOffsetsRequest(
    int replicaId, byte isolationLevel, List<ListOffsetsTopic> topics, int timeoutMs) {

  public static final MessageShape<ListOffsetsRequest> SHAPE =
      MessageShape.of(
          Versions.between(1, 11).flexibleFrom(6),
          new ListOffsetsRequest(0, (byte) 0, List.of(), 0),
          ListOffsetsRequest::pass);

  private ListOffsetsRequest pass(Wire wire) {
    return wire.end(
        new ListOffsetsRequest(
            wire.int32("replicaId", replicaId),
            wire.since(2).int8("isolationLevel", isolationLevel),
            wire.list("topics", ListOffsetsTopic.SHAPE, topics),
            wire.since(10).ignorable().int32("timeoutMs", timeoutMs)));
  }

  /** Partitions of one topic. */
  public record ListOffsetsTopic(String name, List<ListOffsetsPartition> partitions) {

    public static final Shape<ListOffsetsTopic> SHAPE =
        Shape.of(new ListOffsetsTopic("", List.of()), ListOffsetsTopic::pass);

    private ListOffsetsTopic pass(Wire wire) {
      return wire.end(
          new ListOffsetsTopic(
              wire.string("name", name),
              wire.list("partitions", ListOffsetsPartition.SHAPE, partitions)));
    }
  }

  /**
   * One partition and a point in time: milliseconds since 1970, or -1 for the end, -2 for the start
   * of the log, -3 for the largest timestamp (version 7, KIP-734).
   */
  public record ListOffsetsPartition(int partitionIndex, int currentLeaderEpoch, long timestamp) {

    public static final Shape<ListOffsetsPartition> SHAPE =
        Shape.of(
            new ListOffsetsPartition(0, /* currentLeaderEpoch= */ -1, 0),
            ListOffsetsPartition::pass);

    private ListOffsetsPartition pass(Wire wire) {
      return wire.end(
          new ListOffsetsPartition(
              wire.int32("partitionIndex", partitionIndex),
              wire.since(4).ignorable().int32("currentLeaderEpoch", currentLeaderEpoch),
              wire.int64("timestamp", timestamp)));
    }
  }
}
