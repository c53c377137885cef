package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Adds partitions to topics (KIP-195).
 *
 * <p>With {@code validateOnly} the broker only says what it would do. Versions differ in name only.
 */
public record CreatePartitionsRequest(
    List<CreatePartitionsTopic> topics, int timeoutMs, boolean validateOnly) {

  public static final MessageShape<CreatePartitionsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 3).flexibleFrom(2),
          new CreatePartitionsRequest(List.of(), 0, false),
          CreatePartitionsRequest::pass);

  private CreatePartitionsRequest pass(Wire wire) {
    return wire.end(
        new CreatePartitionsRequest(
            wire.list("topics", CreatePartitionsTopic.SHAPE, topics),
            wire.int32("timeoutMs", timeoutMs),
            wire.bool("validateOnly", validateOnly)));
  }

  /**
   * A topic and the number of partitions that it shall have in the end; null assignments leave the
   * placement of the new ones to the cluster.
   */
  public record CreatePartitionsTopic(
      String name, int count, @Nullable List<CreatePartitionsAssignment> assignments) {

    public static final Shape<CreatePartitionsTopic> SHAPE =
        Shape.of(new CreatePartitionsTopic("", 0, List.of()), CreatePartitionsTopic::pass);

    private CreatePartitionsTopic pass(Wire wire) {
      return wire.end(
          new CreatePartitionsTopic(
              wire.string("name", name),
              wire.int32("count", count),
              wire.nullableList("assignments", CreatePartitionsAssignment.SHAPE, assignments)));
    }
  }

  /** The brokers of one new partition, the preferred leader first. */
  public record CreatePartitionsAssignment(List<Integer> brokerIds) {

    public static final Shape<CreatePartitionsAssignment> SHAPE =
        Shape.of(new CreatePartitionsAssignment(List.of()), CreatePartitionsAssignment::pass);

    private CreatePartitionsAssignment pass(Wire wire) {
      return wire.end(new CreatePartitionsAssignment(wire.int32List("brokerIds", brokerIds)));
    }
  }
}
