package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks which partitions are being moved; null topics mean all (KIP-455). */
public record ListPartitionReassignmentsRequest(
    int timeoutMs, @Nullable List<ListPartitionReassignmentsTopics> topics) {

  public static final MessageShape<ListPartitionReassignmentsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new ListPartitionReassignmentsRequest(/* timeoutMs= */ 60000, null),
          ListPartitionReassignmentsRequest::pass);

  private ListPartitionReassignmentsRequest pass(Wire wire) {
    return wire.end(
        new ListPartitionReassignmentsRequest(
            wire.int32("timeoutMs", timeoutMs),
            wire.nullableList("topics", ListPartitionReassignmentsTopics.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record ListPartitionReassignmentsTopics(String name, List<Integer> partitionIndexes) {

    public static final Shape<ListPartitionReassignmentsTopics> SHAPE =
        Shape.of(
            new ListPartitionReassignmentsTopics("", List.of()),
            ListPartitionReassignmentsTopics::pass);

    private ListPartitionReassignmentsTopics pass(Wire wire) {
      return wire.end(
          new ListPartitionReassignmentsTopics(
              wire.string("name", name), wire.int32List("partitionIndexes", partitionIndexes)));
    }
  }
}
