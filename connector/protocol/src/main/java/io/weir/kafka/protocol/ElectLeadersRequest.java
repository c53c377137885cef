package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has leaders elected: with {@code electionType} 0 the preferred replica, with 1 any live one where
 * there is no leader, at the price of records (KIP-460).
 *
 * <p>Null {@code topicPartitions} mean all partitions. Version 0 knows the preferred election only.
 */
public record ElectLeadersRequest(
    byte electionType, @Nullable List<TopicPartitions> topicPartitions, int timeoutMs) {

  public static final MessageShape<ElectLeadersRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(2),
          new ElectLeadersRequest((byte) 0, List.of(), /* timeoutMs= */ 60000),
          ElectLeadersRequest::pass);

  private ElectLeadersRequest pass(Wire wire) {
    return wire.end(
        new ElectLeadersRequest(
            wire.since(1).int8("electionType", electionType),
            wire.nullableList("topicPartitions", TopicPartitions.SHAPE, topicPartitions),
            wire.int32("timeoutMs", timeoutMs)));
  }

  /** Partitions of one topic. */
  public record TopicPartitions(String topic, List<Integer> partitions) {

    public static final Shape<TopicPartitions> SHAPE =
        Shape.of(new TopicPartitions("", List.of()), TopicPartitions::pass);

    private TopicPartitions pass(Wire wire) {
      return wire.end(
          new TopicPartitions(
              wire.string("topic", topic), wire.int32List("partitions", partitions)));
    }
  }
}
