package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Deletes topics: up to version 5 those in {@code topicNames}, from version 6 those in {@code
 * topics}.
 */
public record DeleteTopicsRequest(
    List<DeleteTopicState> topics, List<String> topicNames, int timeoutMs) {

  public static final MessageShape<DeleteTopicsRequest> SHAPE =
      MessageShape.of(
          Versions.between(1, 6).flexibleFrom(4),
          new DeleteTopicsRequest(List.of(), List.of(), 0),
          DeleteTopicsRequest::pass);

  private DeleteTopicsRequest pass(Wire wire) {
    return wire.end(
        new DeleteTopicsRequest(
            wire.since(6).list("topics", DeleteTopicState.SHAPE, topics),
            wire.until(5).ignorable().stringList("topicNames", topicNames),
            wire.int32("timeoutMs", timeoutMs)));
  }

  /** A topic to delete, by name, or by id with a null name. */
  public record DeleteTopicState(@Nullable String name, UUID topicId) {

    public static final Shape<DeleteTopicState> SHAPE =
        Shape.of(new DeleteTopicState(null, Wire.ZERO_UUID), DeleteTopicState::pass);

    private DeleteTopicState pass(Wire wire) {
      return wire.end(
          new DeleteTopicState(wire.nullableString("name", name), wire.uuid("topicId", topicId)));
    }
  }
}
