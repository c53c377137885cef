package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the offsets that groups have committed.
 *
 * <p>One group up to version 7, in {@code groupId} and {@code topics}; many from version 8, in
 * {@code groups} (KIP-709). Null topics, from version 2, mean all that the group has.
 */
public record OffsetFetchRequest(
    String groupId,
    @Nullable List<OffsetFetchRequestTopic> topics,
    List<OffsetFetchRequestGroup> groups,
    boolean requireStable) {

  public static final MessageShape<OffsetFetchRequest> SHAPE =
      MessageShape.of(
          Versions.between(1, 10).flexibleFrom(6),
          new OffsetFetchRequest("", List.of(), List.of(), false),
          OffsetFetchRequest::pass);

  private OffsetFetchRequest pass(Wire wire) {
    return wire.end(
        new OffsetFetchRequest(
            wire.until(7).string("groupId", groupId),
            wire.until(7)
                .nullableSince(2)
                .nullableList("topics", OffsetFetchRequestTopic.SHAPE, topics),
            wire.since(8).list("groups", OffsetFetchRequestGroup.SHAPE, groups),
            wire.since(7).bool("requireStable", requireStable)));
  }

  /** Partitions of one topic, up to version 7. */
  public record OffsetFetchRequestTopic(String name, List<Integer> partitionIndexes) {

    public static final Shape<OffsetFetchRequestTopic> SHAPE =
        Shape.of(new OffsetFetchRequestTopic("", List.of()), OffsetFetchRequestTopic::pass);

    private OffsetFetchRequestTopic pass(Wire wire) {
      return wire.end(
          new OffsetFetchRequestTopic(
              wire.string("name", name), wire.int32List("partitionIndexes", partitionIndexes)));
    }
  }

  /**
   * One group, from version 8; {@code memberId} is null and {@code memberEpoch} -1 unless a member
   * of a KIP-848 group asks.
   */
  public record OffsetFetchRequestGroup(
      String groupId,
      @Nullable String memberId,
      int memberEpoch,
      @Nullable List<OffsetFetchRequestTopics> topics) {

    public static final Shape<OffsetFetchRequestGroup> SHAPE =
        Shape.of(
            new OffsetFetchRequestGroup("", null, /* memberEpoch= */ -1, List.of()),
            OffsetFetchRequestGroup::pass);

    private OffsetFetchRequestGroup pass(Wire wire) {
      return wire.end(
          new OffsetFetchRequestGroup(
              wire.string("groupId", groupId),
              wire.since(9).ignorable().nullableString("memberId", memberId),
              wire.since(9).ignorable().int32("memberEpoch", memberEpoch),
              wire.nullableList("topics", OffsetFetchRequestTopics.SHAPE, topics)));
    }
  }

  /** Partitions of one topic, from version 8; by name up to version 9 and by id from version 10. */
  public record OffsetFetchRequestTopics(
      String name, UUID topicId, List<Integer> partitionIndexes) {

    public static final Shape<OffsetFetchRequestTopics> SHAPE =
        Shape.of(
            new OffsetFetchRequestTopics("", Wire.ZERO_UUID, List.of()),
            OffsetFetchRequestTopics::pass);

    private OffsetFetchRequestTopics pass(Wire wire) {
      return wire.end(
          new OffsetFetchRequestTopics(
              wire.until(9).ignorable().string("name", name),
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.int32List("partitionIndexes", partitionIndexes)));
    }
  }
}
