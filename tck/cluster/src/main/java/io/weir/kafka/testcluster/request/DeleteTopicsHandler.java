package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteTopicsRequest;
import io.weir.kafka.protocol.DeleteTopicsRequest.DeleteTopicState;
import io.weir.kafka.protocol.DeleteTopicsResponse;
import io.weir.kafka.protocol.DeleteTopicsResponse.DeletableTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * DeleteTopics (20), versions 1-6.
 *
 * <p>Deletes each topic, by name or from version 6 by id, or answers it on its own with Kafka's
 * error: UNKNOWN_TOPIC_OR_PARTITION, UNKNOWN_TOPIC_ID, TOPIC_DELETION_DISABLED (INVALID_REQUEST
 * below version 3). A topic that goes by a name and an id, by neither, or that is named twice, is
 * INVALID_REQUEST. Brokers delete their logs when they hear of it.
 *
 * <p>Left out: the order of the answers, which real Kafka shuffles; the timeout has no meaning, as
 * the controller deletes at once.
 */
public final class DeleteTopicsHandler
    implements ForwardedHandler<DeleteTopicsRequest, DeleteTopicsResponse> {

  private static final int FIRST_WITH_IDS = 6;
  private static final int FIRST_WITH_DISABLED = 3;

  @Override
  public Api<DeleteTopicsRequest, DeleteTopicsResponse> api() {
    return Apis.DELETE_TOPICS;
  }

  @Override
  public DeleteTopicsResponse atController(DeleteTopicsRequest request, ControllerCall call) {
    List<DeleteTopicState> wanted = wanted(request, call.version());
    Map<Object, Integer> mentions = new HashMap<>();
    wanted.forEach(topic -> mentions.merge(identity(topic, call), 1, Integer::sum));
    List<DeletableTopicResult> results = new ArrayList<>();
    for (DeleteTopicState topic : wanted) {
      Integer times = mentions.remove(identity(topic, call));
      if (times != null) {
        results.add(result(topic, times, call));
      }
    }
    return new DeleteTopicsResponse(0, results);
  }

  @Override
  public DeleteTopicsResponse refused(DeleteTopicsRequest request, ErrorCode error, int version) {
    return new DeleteTopicsResponse(
        0,
        Stream.concat(
                request.topics().stream(),
                request.topicNames().stream().map(DeleteTopicsHandler::byName))
            .map(topic -> result(topic.name(), topic.topicId(), error, null))
            .toList());
  }

  private static List<DeleteTopicState> wanted(DeleteTopicsRequest request, int version) {
    return version >= FIRST_WITH_IDS
        ? request.topics()
        : request.topicNames().stream().map(DeleteTopicsHandler::byName).toList();
  }

  private static DeleteTopicState byName(String name) {
    return new DeleteTopicState(name, Wire.ZERO_UUID);
  }

  /** The topic's id if it is known, so that a name and an id of one topic are seen to be one. */
  private static Object identity(DeleteTopicState topic, ControllerCall call) {
    String name = topic.name();
    if (name == null || hasId(topic)) {
      return topic.topicId();
    }
    TopicImage known = call.image().topic(name);
    return known == null ? name : known.id();
  }

  private static boolean hasId(DeleteTopicState topic) {
    return !topic.topicId().equals(Wire.ZERO_UUID);
  }

  private static DeletableTopicResult result(
      DeleteTopicState wanted, int times, ControllerCall call) {
    try {
      checkNaming(wanted, times);
      TopicImage deleted = delete(wanted, call);
      return result(deleted.name(), deleted.id(), ErrorCode.NONE, null);
    } catch (RejectedException e) {
      boolean unknownToOldClient =
          e.error() == ErrorCode.TOPIC_DELETION_DISABLED && call.version() < FIRST_WITH_DISABLED;
      return result(
          wanted.name(),
          wanted.topicId(),
          unknownToOldClient ? ErrorCode.INVALID_REQUEST : e.error(),
          e.reason());
    }
  }

  private static void checkNaming(DeleteTopicState wanted, int times) {
    if (wanted.name() != null && hasId(wanted)) {
      throw invalid("You may not specify both topic name and topic id.");
    }
    if (wanted.name() == null && !hasId(wanted)) {
      throw invalid("Neither topic name nor id were specified.");
    }
    if (times > 1) {
      throw invalid("The request names the topic " + times + " times.");
    }
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_REQUEST, message);
  }

  private static TopicImage delete(DeleteTopicState wanted, ControllerCall call) {
    String name = wanted.name();
    return name == null
        ? call.controller().delete(wanted.topicId())
        : call.controller().delete(name);
  }

  private static DeletableTopicResult result(
      @Nullable String name, UUID id, ErrorCode error, @Nullable String message) {
    return new DeletableTopicResult(name, id, error.code(), message);
  }
}
