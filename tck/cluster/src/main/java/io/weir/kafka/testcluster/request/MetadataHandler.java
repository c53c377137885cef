package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings.AutoCreate;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;
import io.weir.kafka.wire.Wire;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Metadata (3), versions 0-13.
 *
 * <p>Answers live brokers at the addresses of the listener that the client came through, and
 * topics: all (null; an empty list in version 0), by name, or from version 10 by id. A missing
 * topic is created with the cluster's {@code num.partitions} if the request (always, below version
 * 4) and {@code auto.create.topics.enable} allow it; the answer waits for the controller, at most a
 * second, and holds the topic. Else it is UNKNOWN_TOPIC_OR_PARTITION, by id UNKNOWN_TOPIC_ID. A
 * partition whose leader is down is LEADER_NOT_AVAILABLE and lists its offline replicas.
 *
 * <p>Left out: racks; real Kafka answers UNKNOWN_TOPIC_OR_PARTITION to the request that creates a
 * topic, so that its client asks again.
 */
public final class MetadataHandler implements RequestHandler<MetadataRequest, MetadataResponse> {

  /** How long a broker that cannot reach the controller lets the client wait for a new topic. */
  private static final long CREATION_TIMEOUT_MS = 1000;

  private static final int FIRST_WITH_EMPTY_FOR_NONE = 1;
  private static final int FIRST_WITH_NULL_NAME = 12;
  private static final int FIRST_WITH_TOPIC_OPERATIONS = 8;
  private static final int LAST_WITH_CLUSTER_OPERATIONS = 10;

  @Override
  public Api<MetadataRequest, MetadataResponse> api() {
    return Apis.METADATA;
  }

  @Override
  public Outcome<MetadataResponse> handle(MetadataRequest request, RequestContext context) {
    Set<String> missing = missing(request, context);
    if (missing.isEmpty()) {
      return new Reply<>(response(request, AutoCreation.NONE, context));
    }
    long deadlineMs = context.nowMs() + CREATION_TIMEOUT_MS;
    Forwarded<AutoCreation> creation =
        context
            .broker()
            .forward(
                controller -> AutoCreation.at(controller, missing), deadlineMs, context.nowMs());
    return new Wait<>(new WaitingForTopics(request, creation, deadlineMs));
  }

  /** The names of topics that are to be created. */
  private static Set<String> missing(MetadataRequest request, RequestContext context) {
    List<MetadataRequestTopic> wanted = request.topics();
    boolean allowed =
        request.allowAutoTopicCreation() && context.settings().autoCreate() == AutoCreate.ENABLED;
    if (wanted == null || !allowed) {
      return Set.of();
    }
    Set<String> missing = new LinkedHashSet<>();
    for (MetadataRequestTopic topic : wanted) {
      String name = topic.name();
      if (name != null && !goesById(topic) && context.image().topic(name) == null) {
        missing.add(name);
      }
    }
    return missing;
  }

  /** Kafka's own administrator's client sends an empty name beside an id. */
  private static boolean goesById(MetadataRequestTopic topic) {
    return topic.name() == null || !topic.topicId().equals(Wire.ZERO_UUID);
  }

  /** A request until the controller has created what was missing. */
  private record WaitingForTopics(
      MetadataRequest request, Forwarded<AutoCreation> creation, long deadlineMs)
      implements Waiting<MetadataResponse> {

    @Override
    public Collection<? extends WatchKey> watched() {
      return List.of(creation);
    }

    @Override
    public Optional<MetadataResponse> retry(RequestContext context) {
      return creation.result().map(done -> response(request, done, context));
    }

    @Override
    public MetadataResponse expire(RequestContext context) {
      return response(request, AutoCreation.NONE, context);
    }
  }

  private static MetadataResponse response(
      MetadataRequest request, AutoCreation creation, RequestContext context) {
    ClusterImage image = context.image();
    return new MetadataResponse(
        0,
        image.liveBrokers().stream().map(node -> broker(node, context)).toList(),
        image.clusterId(),
        image.controllerId(),
        topics(request, creation, context),
        AuthorizedOperations.ofCluster(
            request.includeClusterAuthorizedOperations()
                && context.version() <= LAST_WITH_CLUSTER_OPERATIONS),
        ErrorCode.NONE.code());
  }

  private static MetadataResponseBroker broker(BrokerNode node, RequestContext context) {
    Endpoint endpoint = context.endpoint(node);
    return new MetadataResponseBroker(node.id(), endpoint.host(), endpoint.port(), null);
  }

  private static List<MetadataResponseTopic> topics(
      MetadataRequest request, AutoCreation creation, RequestContext context) {
    List<MetadataRequestTopic> wanted = request.topics();
    boolean all =
        wanted == null || (wanted.isEmpty() && context.version() < FIRST_WITH_EMPTY_FOR_NONE);
    if (wanted == null || all) {
      return context.image().topics().stream()
          .map(topic -> found(topic, request, context))
          .toList();
    }
    return wanted.stream().map(topic -> topic(topic, request, creation, context)).toList();
  }

  private static MetadataResponseTopic topic(
      MetadataRequestTopic wanted,
      MetadataRequest request,
      AutoCreation creation,
      RequestContext context) {
    String name = wanted.name();
    if (name == null || goesById(wanted)) {
      TopicImage topic = context.image().topic(wanted.topicId());
      return topic == null
          ? missing(ErrorCode.UNKNOWN_TOPIC_ID, nameOfUnknown(context), wanted.topicId())
          : found(topic, request, context);
    }
    TopicImage known = context.image().topic(name);
    TopicImage topic = known == null ? creation.created().get(name) : known;
    return topic == null
        ? missing(creation.error(name), name, Wire.ZERO_UUID)
        : found(topic, request, context);
  }

  /** Below version 12 a name cannot be null. */
  private static @Nullable String nameOfUnknown(RequestContext context) {
    return context.version() >= FIRST_WITH_NULL_NAME ? null : "";
  }

  private static boolean isInternal(@Nullable String name) {
    return name != null && TopicImage.isInternal(name);
  }

  private static MetadataResponseTopic missing(ErrorCode error, @Nullable String name, UUID id) {
    return new MetadataResponseTopic(
        error.code(), name, id, isInternal(name), List.of(), AuthorizedOperations.NOT_ASKED);
  }

  private static MetadataResponseTopic found(
      TopicImage topic, MetadataRequest request, RequestContext context) {
    return new MetadataResponseTopic(
        ErrorCode.NONE.code(),
        topic.name(),
        topic.id(),
        topic.isInternal(),
        topic.partitions().stream()
            .map(partition -> partition(partition, context.image()))
            .toList(),
        AuthorizedOperations.ofTopic(
            request.includeTopicAuthorizedOperations()
                && context.version() >= FIRST_WITH_TOPIC_OPERATIONS));
  }

  private static MetadataResponsePartition partition(PartitionImage partition, ClusterImage image) {
    ErrorCode error =
        partition.leader() == PartitionImage.NO_LEADER
            ? ErrorCode.LEADER_NOT_AVAILABLE
            : ErrorCode.NONE;
    return new MetadataResponsePartition(
        error.code(),
        partition.index(),
        partition.leader(),
        partition.leaderEpoch(),
        partition.replicas(),
        partition.isr(),
        partition.replicas().stream().filter(id -> image.liveBroker(id) == null).toList());
  }
}
