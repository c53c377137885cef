package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the brokers of the cluster and for topics.
 *
 * <p>{@code topics} is null for all topics; in version 0, which has no null, the empty list means
 * all. Before version 4 a broker creates missing topics as it is configured to, whatever the
 * request says.
 */
public record MetadataRequest(
    @Nullable List<MetadataRequestTopic> topics,
    boolean allowAutoTopicCreation,
    boolean includeClusterAuthorizedOperations,
    boolean includeTopicAuthorizedOperations) {

  public static final MessageShape<MetadataRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 13).flexibleFrom(9),
          new MetadataRequest(List.of(), /* allowAutoTopicCreation= */ true, false, false),
          MetadataRequest::pass);

  /** Asks for all topics; from version 1 on. */
  public static MetadataRequest allTopics() {
    return new MetadataRequest(null, true, false, false);
  }

  /** Asks for these topics, and has missing ones created where the broker is configured to. */
  public static MetadataRequest forTopics(Collection<String> names) {
    List<MetadataRequestTopic> topics =
        names.stream().map(name -> new MetadataRequestTopic(Wire.ZERO_UUID, name)).toList();
    return new MetadataRequest(topics, true, false, false);
  }

  /** The same request, which creates nothing; from version 4 on. */
  public MetadataRequest withoutAutoTopicCreation() {
    return new MetadataRequest(
        topics, false, includeClusterAuthorizedOperations, includeTopicAuthorizedOperations);
  }

  private MetadataRequest pass(Wire wire) {
    return wire.end(
        new MetadataRequest(
            wire.nullableSince(1).nullableList("topics", MetadataRequestTopic.SHAPE, topics),
            wire.since(4).bool("allowAutoTopicCreation", allowAutoTopicCreation),
            wire.since(8)
                .until(10)
                .bool("includeClusterAuthorizedOperations", includeClusterAuthorizedOperations),
            wire.since(8)
                .bool("includeTopicAuthorizedOperations", includeTopicAuthorizedOperations)));
  }

  /** A topic by name, or from version 10 by id; the other one is then null or zero. */
  public record MetadataRequestTopic(UUID topicId, @Nullable String name) {

    public static final Shape<MetadataRequestTopic> SHAPE =
        Shape.of(new MetadataRequestTopic(Wire.ZERO_UUID, ""), MetadataRequestTopic::pass);

    private MetadataRequestTopic pass(Wire wire) {
      return wire.end(
          new MetadataRequestTopic(
              wire.since(10).ignorable().uuid("topicId", topicId),
              wire.nullableSince(10).nullableString("name", name)));
    }
  }
}
