package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Deletes committed offsets of topics that the group does not read (KIP-496). */
public record OffsetDeleteRequest(String groupId, List<OffsetDeleteRequestTopic> topics) {

  public static final MessageShape<OffsetDeleteRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 0),
          new OffsetDeleteRequest("", List.of()),
          OffsetDeleteRequest::pass);

  private OffsetDeleteRequest pass(Wire wire) {
    return wire.end(
        new OffsetDeleteRequest(
            wire.string("groupId", groupId),
            wire.list("topics", OffsetDeleteRequestTopic.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record OffsetDeleteRequestTopic(
      String name, List<OffsetDeleteRequestPartition> partitions) {

    public static final Shape<OffsetDeleteRequestTopic> SHAPE =
        Shape.of(new OffsetDeleteRequestTopic("", List.of()), OffsetDeleteRequestTopic::pass);

    private OffsetDeleteRequestTopic pass(Wire wire) {
      return wire.end(
          new OffsetDeleteRequestTopic(
              wire.string("name", name),
              wire.list("partitions", OffsetDeleteRequestPartition.SHAPE, partitions)));
    }
  }

  /** A partition. */
  public record OffsetDeleteRequestPartition(int partitionIndex) {

    public static final Shape<OffsetDeleteRequestPartition> SHAPE =
        Shape.of(new OffsetDeleteRequestPartition(0), OffsetDeleteRequestPartition::pass);

    private OffsetDeleteRequestPartition pass(Wire wire) {
      return wire.end(
          new OffsetDeleteRequestPartition(wire.int32("partitionIndex", partitionIndex)));
    }
  }
}
