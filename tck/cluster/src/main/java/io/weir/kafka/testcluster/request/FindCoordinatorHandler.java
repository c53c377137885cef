package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FindCoordinatorRequest;
import io.weir.kafka.protocol.FindCoordinatorResponse;
import io.weir.kafka.protocol.FindCoordinatorResponse.Coordinator;
import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.group.GroupCoordinator;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * FindCoordinator (10), versions 0-6.
 *
 * <p>The coordinator of a group is the leader of its partition of {@code __consumer_offsets}. The
 * first request has the controller create that topic, and is answered when that is done, where real
 * Kafka lets the client ask again. Without a leader: COORDINATOR_NOT_AVAILABLE. From version 4 a
 * request has several keys, each answered on its own.
 *
 * <p>Left out: coordinators of transactions and of share groups, answered INVALID_REQUEST with a
 * text, as for a type that does not exist: no client retries that.
 */
public final class FindCoordinatorHandler
    implements RequestHandler<FindCoordinatorRequest, FindCoordinatorResponse> {

  /** How long a broker that cannot reach the controller lets the client wait for the topic. */
  private static final long CREATION_TIMEOUT_MS = 1000;

  private static final int FIRST_WITH_KEYS = 4;
  private static final byte GROUP = 0;

  @Override
  public Api<FindCoordinatorRequest, FindCoordinatorResponse> api() {
    return Apis.FIND_COORDINATOR;
  }

  @Override
  public Outcome<FindCoordinatorResponse> handle(
      FindCoordinatorRequest request, RequestContext context) {
    TopicImage topic = context.image().topic(TopicImage.OFFSETS);
    if (topic != null || request.keyType() != GROUP) {
      return new Reply<>(response(request, topic, context));
    }
    long deadlineMs = context.nowMs() + CREATION_TIMEOUT_MS;
    return new Wait<>(
        new WaitingForTopic(
            request,
            context
                .broker()
                .forward(FindCoordinatorHandler::createTopic, deadlineMs, context.nowMs()),
            deadlineMs));
  }

  /** Empty while no broker serves that could lead: so long, there is no coordinator. */
  private static Optional<TopicImage> createTopic(Controller controller) {
    try {
      return Optional.of(controller.createOffsetsTopic());
    } catch (RejectedException e) {
      return Optional.empty();
    }
  }

  /** A request until the topic is there. */
  private record WaitingForTopic(
      FindCoordinatorRequest request, Forwarded<Optional<TopicImage>> created, long deadlineMs)
      implements Waiting<FindCoordinatorResponse> {

    @Override
    public Collection<? extends WatchKey> watched() {
      return List.of(created);
    }

    @Override
    public Optional<FindCoordinatorResponse> retry(RequestContext context) {
      return created.result().map(topic -> response(request, topic.orElse(null), context));
    }

    @Override
    public FindCoordinatorResponse expire(RequestContext context) {
      return response(request, null, context);
    }
  }

  private static FindCoordinatorResponse response(
      FindCoordinatorRequest request, @Nullable TopicImage topic, RequestContext context) {
    byte type = request.keyType();
    if (context.version() >= FIRST_WITH_KEYS) {
      List<Coordinator> coordinators =
          request.coordinatorKeys().stream()
              .map(key -> coordinator(key, type, topic, context))
              .toList();
      return new FindCoordinatorResponse(0, ErrorCode.NONE.code(), null, 0, "", 0, coordinators);
    }
    Coordinator found = coordinator(request.key(), type, topic, context);
    return new FindCoordinatorResponse(
        0,
        found.errorCode(),
        found.errorMessage(),
        found.nodeId(),
        found.host(),
        found.port(),
        List.of());
  }

  private static Coordinator coordinator(
      String key, byte type, @Nullable TopicImage topic, RequestContext context) {
    if (type != GROUP) {
      return refused(
          key,
          ErrorCode.INVALID_REQUEST,
          "The embedded cluster coordinates groups only, not keys of type " + type);
    }
    BrokerNode leader = topic == null ? null : leader(key, topic, context);
    if (leader == null) {
      return refused(key, ErrorCode.COORDINATOR_NOT_AVAILABLE, null);
    }
    Endpoint endpoint = context.endpoint(leader);
    return new Coordinator(
        key, leader.id(), endpoint.host(), endpoint.port(), ErrorCode.NONE.code(), null);
  }

  private static @Nullable BrokerNode leader(
      String group, TopicImage topic, RequestContext context) {
    int index = GroupCoordinator.partitionOf(group, topic.partitions().size());
    PartitionImage partition = topic.partition(index);
    return partition == null ? null : context.image().liveBroker(partition.leader());
  }

  private static Coordinator refused(String key, ErrorCode error, @Nullable String message) {
    return new Coordinator(key, -1, "", -1, error.code(), message);
  }
}
