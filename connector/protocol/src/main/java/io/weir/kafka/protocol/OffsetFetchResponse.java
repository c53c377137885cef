package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The offsets that an {@link OffsetFetchRequest} asked for.
 *
 * <p>Up to version 7 the one group's answer lies in {@code topics}, from version 8 in {@code
 * groups}. A partition without a committed offset has -1 and no error.
 */
public record OffsetFetchResponse(
    int throttleTimeMs,
    List<OffsetFetchResponseTopic> topics,
    short errorCode,
    List<OffsetFetchResponseGroup> groups) {

  public static final MessageShape<OffsetFetchResponse> SHAPE =
      MessageShape.of(
          Versions.between(1, 10).flexibleFrom(6),
          new OffsetFetchResponse(0, List.of(), (short) 0, List.of()),
          OffsetFetchResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private OffsetFetchResponse pass(Wire wire) {
    return wire.end(
        new OffsetFetchResponse(
            wire.since(3).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.until(7).list("topics", OffsetFetchResponseTopic.SHAPE, topics),
            wire.since(2).until(7).ignorable().int16("errorCode", errorCode),
            wire.since(8).list("groups", OffsetFetchResponseGroup.SHAPE, groups)));
  }

  /** Partitions of one topic, up to version 7. */
  public record OffsetFetchResponseTopic(
      String name, List<OffsetFetchResponsePartition> partitions) {

    public static final Shape<OffsetFetchResponseTopic> SHAPE =
        Shape.of(new OffsetFetchResponseTopic("", List.of()), OffsetFetchResponseTopic::pass);

    private OffsetFetchResponseTopic pass(Wire wire) {
      return wire.end(
          new OffsetFetchResponseTopic(
              wire.string("name", name),
              wire.list("partitions", OffsetFetchResponsePartition.SHAPE, partitions)));
    }
  }

  /** The committed offset of one partition, up to version 7. */
  public record OffsetFetchResponsePartition(
      int partitionIndex,
      long committedOffset,
      int committedLeaderEpoch,
      @Nullable String metadata,
      short errorCode) {

    public static final Shape<OffsetFetchResponsePartition> SHAPE =
        Shape.of(
            new OffsetFetchResponsePartition(0, 0, /* committedLeaderEpoch= */ -1, "", (short) 0),
            OffsetFetchResponsePartition::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private OffsetFetchResponsePartition pass(Wire wire) {
      return wire.end(
          new OffsetFetchResponsePartition(
              wire.int32("partitionIndex", partitionIndex),
              wire.int64("committedOffset", committedOffset),
              wire.since(5).ignorable().int32("committedLeaderEpoch", committedLeaderEpoch),
              wire.nullableString("metadata", metadata),
              wire.int16("errorCode", errorCode)));
    }
  }

  /** One group, from version 8. */
  public record OffsetFetchResponseGroup(
      String groupId, List<OffsetFetchResponseTopics> topics, short errorCode) {

    public static final Shape<OffsetFetchResponseGroup> SHAPE =
        Shape.of(
            new OffsetFetchResponseGroup("", List.of(), (short) 0), OffsetFetchResponseGroup::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private OffsetFetchResponseGroup pass(Wire wire) {
      return wire.end(
          new OffsetFetchResponseGroup(
              wire.string("groupId", groupId),
              wire.list("topics", OffsetFetchResponseTopics.SHAPE, topics),
              wire.int16("errorCode", errorCode)));
    }
  }

  /** Partitions of one topic, from version 8; by name up to version 9 and by id from version 10. */
  public record OffsetFetchResponseTopics(
      String name, UUID topicId, List<OffsetFetchResponsePartitions> partitions) {

    public static final Shape<OffsetFetchResponseTopics> SHAPE =
        Shape.of(
            new OffsetFetchResponseTopics("", Wire.ZERO_UUID, List.of()),
            OffsetFetchResponseTopics::pass);

    private OffsetFetchResponseTopics pass(Wire wire) {
      return wire.end(
          new OffsetFetchResponseTopics(
              wire.until(9).ignorable().string("name", name),
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.list("partitions", OffsetFetchResponsePartitions.SHAPE, partitions)));
    }
  }

  /** The committed offset of one partition, from version 8. */
  public record OffsetFetchResponsePartitions(
      int partitionIndex,
      long committedOffset,
      int committedLeaderEpoch,
      @Nullable String metadata,
      short errorCode) {

    public static final Shape<OffsetFetchResponsePartitions> SHAPE =
        Shape.of(
            new OffsetFetchResponsePartitions(0, 0, /* committedLeaderEpoch= */ -1, "", (short) 0),
            OffsetFetchResponsePartitions::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private OffsetFetchResponsePartitions pass(Wire wire) {
      return wire.end(
          new OffsetFetchResponsePartitions(
              wire.int32("partitionIndex", partitionIndex),
              wire.int64("committedOffset", committedOffset),
              wire.int32("committedLeaderEpoch", committedLeaderEpoch),
              wire.nullableString("metadata", metadata),
              wire.int16("errorCode", errorCode)));
    }
  }
}
