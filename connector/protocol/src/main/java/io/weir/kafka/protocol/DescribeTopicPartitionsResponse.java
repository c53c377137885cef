package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of topics, in the order of their names; {@code nextCursor} is null on the last one. */
public record DescribeTopicPartitionsResponse(
    int throttleTimeMs,
    List<DescribeTopicPartitionsResponseTopic> topics,
    @Nullable Cursor nextCursor) {

  public static final MessageShape<DescribeTopicPartitionsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new DescribeTopicPartitionsResponse(0, List.of(), null),
          DescribeTopicPartitionsResponse::pass);

  private DescribeTopicPartitionsResponse pass(Wire wire) {
    return wire.end(
        new DescribeTopicPartitionsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", DescribeTopicPartitionsResponseTopic.SHAPE, topics),
            wire.nullableStruct("nextCursor", Cursor.SHAPE, nextCursor)));
  }

  /**
   * A topic, or a part of it. Authorized operations are a bit field, {@code Integer.MIN_VALUE} if
   * not known.
   */
  public record DescribeTopicPartitionsResponseTopic(
      short errorCode,
      @Nullable String name,
      UUID topicId,
      boolean isInternal,
      List<DescribeTopicPartitionsResponsePartition> partitions,
      int topicAuthorizedOperations) {

    public static final Shape<DescribeTopicPartitionsResponseTopic> SHAPE =
        Shape.of(
            new DescribeTopicPartitionsResponseTopic(
                (short) 0,
                "",
                Wire.ZERO_UUID,
                false,
                List.of(),
                /* topicAuthorizedOperations= */ Integer.MIN_VALUE),
            DescribeTopicPartitionsResponseTopic::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DescribeTopicPartitionsResponseTopic pass(Wire wire) {
      return wire.end(
          new DescribeTopicPartitionsResponseTopic(
              wire.int16("errorCode", errorCode),
              wire.nullableString("name", name),
              wire.uuid("topicId", topicId),
              wire.bool("isInternal", isInternal),
              wire.list("partitions", DescribeTopicPartitionsResponsePartition.SHAPE, partitions),
              wire.int32("topicAuthorizedOperations", topicAuthorizedOperations)));
    }
  }

  /**
   * A partition; {@code leaderId} is -1 while there is no leader. The replicas that may lead
   * although they left the ISR are null where the cluster does not keep them.
   */
  public record DescribeTopicPartitionsResponsePartition(
      short errorCode,
      int partitionIndex,
      int leaderId,
      int leaderEpoch,
      List<Integer> replicaNodes,
      List<Integer> isrNodes,
      @Nullable List<Integer> eligibleLeaderReplicas,
      @Nullable List<Integer> lastKnownElr,
      List<Integer> offlineReplicas) {

    public static final Shape<DescribeTopicPartitionsResponsePartition> SHAPE =
        Shape.of(
            new DescribeTopicPartitionsResponsePartition(
                (short) 0,
                0,
                0,
                /* leaderEpoch= */ -1,
                List.of(),
                List.of(),
                null,
                null,
                List.of()),
            DescribeTopicPartitionsResponsePartition::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DescribeTopicPartitionsResponsePartition pass(Wire wire) {
      return wire.end(
          new DescribeTopicPartitionsResponsePartition(
              wire.int16("errorCode", errorCode),
              wire.int32("partitionIndex", partitionIndex),
              wire.int32("leaderId", leaderId),
              wire.int32("leaderEpoch", leaderEpoch),
              wire.int32List("replicaNodes", replicaNodes),
              wire.int32List("isrNodes", isrNodes),
              wire.nullableInt32List("eligibleLeaderReplicas", eligibleLeaderReplicas),
              wire.nullableInt32List("lastKnownElr", lastKnownElr),
              wire.int32List("offlineReplicas", offlineReplicas)));
    }
  }

  /** The first topic and partition that are not told yet. */
  public record Cursor(String topicName, int partitionIndex) {

    public static final Shape<Cursor> SHAPE = Shape.of(new Cursor("", 0), Cursor::pass);

    private Cursor pass(Wire wire) {
      return wire.end(
          new Cursor(
              wire.string("topicName", topicName), wire.int32("partitionIndex", partitionIndex)));
    }
  }
}
