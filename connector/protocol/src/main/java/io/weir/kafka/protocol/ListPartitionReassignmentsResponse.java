package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The moves under way; partitions that do not move are left out. */
public record ListPartitionReassignmentsResponse(
    int throttleTimeMs,
    short errorCode,
    @Nullable String errorMessage,
    List<OngoingTopicReassignment> topics) {

  public static final MessageShape<ListPartitionReassignmentsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new ListPartitionReassignmentsResponse(0, (short) 0, "", List.of()),
          ListPartitionReassignmentsResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private ListPartitionReassignmentsResponse pass(Wire wire) {
    return wire.end(
        new ListPartitionReassignmentsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.nullableString("errorMessage", errorMessage),
            wire.list("topics", OngoingTopicReassignment.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record OngoingTopicReassignment(
      String name, List<OngoingPartitionReassignment> partitions) {

    public static final Shape<OngoingTopicReassignment> SHAPE =
        Shape.of(new OngoingTopicReassignment("", List.of()), OngoingTopicReassignment::pass);

    private OngoingTopicReassignment pass(Wire wire) {
      return wire.end(
          new OngoingTopicReassignment(
              wire.string("name", name),
              wire.list("partitions", OngoingPartitionReassignment.SHAPE, partitions)));
    }
  }

  /**
   * One move: {@code replicas} are the brokers of now, those that come and those that go included.
   */
  public record OngoingPartitionReassignment(
      int partitionIndex,
      List<Integer> replicas,
      List<Integer> addingReplicas,
      List<Integer> removingReplicas) {

    public static final Shape<OngoingPartitionReassignment> SHAPE =
        Shape.of(
            new OngoingPartitionReassignment(0, List.of(), List.of(), List.of()),
            OngoingPartitionReassignment::pass);

    private OngoingPartitionReassignment pass(Wire wire) {
      return wire.end(
          new OngoingPartitionReassignment(
              wire.int32("partitionIndex", partitionIndex),
              wire.int32List("replicas", replicas),
              wire.int32List("addingReplicas", addingReplicas),
              wire.int32List("removingReplicas", removingReplicas)));
    }
  }
}
