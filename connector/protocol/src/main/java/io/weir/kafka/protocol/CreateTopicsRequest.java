package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Creates topics; with {@code validateOnly} it only checks whether they could be. */
public record CreateTopicsRequest(
    List<CreatableTopic> topics, int timeoutMs, boolean validateOnly) {

  public static final MessageShape<CreateTopicsRequest> SHAPE =
      MessageShape.of(
          Versions.between(2, 7).flexibleFrom(5),
          new CreateTopicsRequest(List.of(), /* timeoutMs= */ 60000, false),
          CreateTopicsRequest::pass);

  private CreateTopicsRequest pass(Wire wire) {
    return wire.end(
        new CreateTopicsRequest(
            wire.list("topics", CreatableTopic.SHAPE, topics),
            wire.int32("timeoutMs", timeoutMs),
            wire.bool("validateOnly", validateOnly)));
  }

  /**
   * A topic to create.
   *
   * <p>{@code numPartitions} and {@code replicationFactor} of -1 mean the broker's defaults (from
   * version 4, KIP-464), and must be -1 where {@code assignments} places the replicas.
   */
  public record CreatableTopic(
      String name,
      int numPartitions,
      short replicationFactor,
      List<CreatableReplicaAssignment> assignments,
      List<CreatableTopicConfig> configs) {

    public static final Shape<CreatableTopic> SHAPE =
        Shape.of(new CreatableTopic("", 0, (short) 0, List.of(), List.of()), CreatableTopic::pass);

    /** A topic whose replicas the cluster places, with the cluster's configuration. */
    public static CreatableTopic of(String name, int numPartitions, int replicationFactor) {
      return new CreatableTopic(
          name, numPartitions, (short) replicationFactor, List.of(), List.of());
    }

    private CreatableTopic pass(Wire wire) {
      return wire.end(
          new CreatableTopic(
              wire.string("name", name),
              wire.int32("numPartitions", numPartitions),
              wire.int16("replicationFactor", replicationFactor),
              wire.list("assignments", CreatableReplicaAssignment.SHAPE, assignments),
              wire.list("configs", CreatableTopicConfig.SHAPE, configs)));
    }
  }

  /** The brokers of one partition, the preferred leader first. */
  public record CreatableReplicaAssignment(int partitionIndex, List<Integer> brokerIds) {

    public static final Shape<CreatableReplicaAssignment> SHAPE =
        Shape.of(new CreatableReplicaAssignment(0, List.of()), CreatableReplicaAssignment::pass);

    private CreatableReplicaAssignment pass(Wire wire) {
      return wire.end(
          new CreatableReplicaAssignment(
              wire.int32("partitionIndex", partitionIndex),
              wire.int32List("brokerIds", brokerIds)));
    }
  }

  /** A configuration entry that differs from the cluster's. */
  public record CreatableTopicConfig(String name, @Nullable String value) {

    public static final Shape<CreatableTopicConfig> SHAPE =
        Shape.of(new CreatableTopicConfig("", ""), CreatableTopicConfig::pass);

    private CreatableTopicConfig pass(Wire wire) {
      return wire.end(
          new CreatableTopicConfig(wire.string("name", name), wire.nullableString("value", value)));
    }
  }
}
