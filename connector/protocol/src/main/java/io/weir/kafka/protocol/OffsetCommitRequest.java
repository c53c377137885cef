package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stores the offsets up to which a group has consumed.
 *
 * <p>{@code generationIdOrMemberEpoch} is -1 with an empty {@code memberId} for a consumer that
 * assigns itself its partitions. {@code retentionTimeMs} of -1 leaves the time to the broker.
 */
public record OffsetCommitRequest(
    String groupId,
    int generationIdOrMemberEpoch,
    String memberId,
    @Nullable String groupInstanceId,
    long retentionTimeMs,
    List<OffsetCommitRequestTopic> topics) {

  public static final MessageShape<OffsetCommitRequest> SHAPE =
      MessageShape.of(
          Versions.between(2, 10).flexibleFrom(8),
          new OffsetCommitRequest(
              "",
              /* generationIdOrMemberEpoch= */ -1,
              "",
              null,
              /* retentionTimeMs= */ -1,
              List.of()),
          OffsetCommitRequest::pass);

  private OffsetCommitRequest pass(Wire wire) {
    return wire.end(
        new OffsetCommitRequest(
            wire.string("groupId", groupId),
            wire.int32("generationIdOrMemberEpoch", generationIdOrMemberEpoch),
            wire.string("memberId", memberId),
            wire.since(7).nullableString("groupInstanceId", groupInstanceId),
            wire.until(4).ignorable().int64("retentionTimeMs", retentionTimeMs),
            wire.list("topics", OffsetCommitRequestTopic.SHAPE, topics)));
  }

  /** One topic, by name up to version 9 and by id from version 10. */
  public record OffsetCommitRequestTopic(
      String name, UUID topicId, List<OffsetCommitRequestPartition> partitions) {

    public static final Shape<OffsetCommitRequestTopic> SHAPE =
        Shape.of(
            new OffsetCommitRequestTopic("", Wire.ZERO_UUID, List.of()),
            OffsetCommitRequestTopic::pass);

    private OffsetCommitRequestTopic pass(Wire wire) {
      return wire.end(
          new OffsetCommitRequestTopic(
              wire.until(9).ignorable().string("name", name),
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.list("partitions", OffsetCommitRequestPartition.SHAPE, partitions)));
    }
  }

  /**
   * The next offset to consume of one partition; {@code committedLeaderEpoch} is -1 if the consumer
   * does not know the epoch of the record before it.
   */
  public record OffsetCommitRequestPartition(
      int partitionIndex,
      long committedOffset,
      int committedLeaderEpoch,
      @Nullable String committedMetadata) {

    public static final Shape<OffsetCommitRequestPartition> SHAPE =
        Shape.of(
            new OffsetCommitRequestPartition(0, 0, /* committedLeaderEpoch= */ -1, ""),
            OffsetCommitRequestPartition::pass);

    private OffsetCommitRequestPartition pass(Wire wire) {
      return wire.end(
          new OffsetCommitRequestPartition(
              wire.int32("partitionIndex", partitionIndex),
              wire.int64("committedOffset", committedOffset),
              wire.since(6).ignorable().int32("committedLeaderEpoch", committedLeaderEpoch),
              wire.nullableString("committedMetadata", committedMetadata)));
    }
  }
}
