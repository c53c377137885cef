package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Moves partitions to other brokers, or stops moving them (KIP-455). */
public record AlterPartitionReassignmentsRequest(
    int timeoutMs, boolean allowReplicationFactorChange, List<ReassignableTopic> topics) {

  public static final MessageShape<AlterPartitionReassignmentsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(0),
          new AlterPartitionReassignmentsRequest(
              /* timeoutMs= */ 60000, /* allowReplicationFactorChange= */ true, List.of()),
          AlterPartitionReassignmentsRequest::pass);

  private AlterPartitionReassignmentsRequest pass(Wire wire) {
    return wire.end(
        new AlterPartitionReassignmentsRequest(
            wire.int32("timeoutMs", timeoutMs),
            wire.since(1).bool("allowReplicationFactorChange", allowReplicationFactorChange),
            wire.list("topics", ReassignableTopic.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record ReassignableTopic(String name, List<ReassignablePartition> partitions) {

    public static final Shape<ReassignableTopic> SHAPE =
        Shape.of(new ReassignableTopic("", List.of()), ReassignableTopic::pass);

    private ReassignableTopic pass(Wire wire) {
      return wire.end(
          new ReassignableTopic(
              wire.string("name", name),
              wire.list("partitions", ReassignablePartition.SHAPE, partitions)));
    }
  }

  /**
   * The brokers that a partition shall have in the end, the preferred leader first; null cancels a
   * move under way.
   */
  public record ReassignablePartition(int partitionIndex, @Nullable List<Integer> replicas) {

    public static final Shape<ReassignablePartition> SHAPE =
        Shape.of(new ReassignablePartition(0, null), ReassignablePartition::pass);

    private ReassignablePartition pass(Wire wire) {
      return wire.end(
          new ReassignablePartition(
              wire.int32("partitionIndex", partitionIndex),
              wire.nullableInt32List("replicas", replicas)));
    }
  }
}
