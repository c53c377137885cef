package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableReplicaAssignment;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.kafka.protocol.CreateTopicsResponse;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.wire.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * CreateTopics (19), versions 2-7.
 *
 * <p>Each topic is created, or with {@code validateOnly} only checked, or answered on its own with
 * Kafka's error for its name, number of partitions, replication factor, assignment or configs; a
 * name that the request holds twice is INVALID_REQUEST. Replicas go where the request says or are
 * spread over the brokers; those whose broker is fenced are not in the first ISR. From version 5
 * the answer holds all configs that hold for the topic (KIP-525), from version 7 its id.
 *
 * <p>Left out: quotas, policies and racks. The timeout has no meaning, as the controller creates at
 * once; brokers hear of it a moment later.
 */
public final class CreateTopicsHandler
    implements ForwardedHandler<CreateTopicsRequest, CreateTopicsResponse> {

  private static final String METADATA_TOPIC = "__cluster_metadata";

  @Override
  public Api<CreateTopicsRequest, CreateTopicsResponse> api() {
    return Apis.CREATE_TOPICS;
  }

  @Override
  public CreateTopicsResponse atController(CreateTopicsRequest request, ControllerCall call) {
    return new CreateTopicsResponse(
        0, request.topics().stream().map(topic -> result(topic, request, call)).toList());
  }

  @Override
  public CreateTopicsResponse refused(CreateTopicsRequest request, ErrorCode error, int version) {
    return new CreateTopicsResponse(
        0, request.topics().stream().map(topic -> refused(topic.name(), error, null)).toList());
  }

  private static CreatableTopicResult result(
      CreatableTopic wanted, CreateTopicsRequest request, ControllerCall call) {
    try {
      requireOnce(wanted, request);
      NewTopic topic = newTopic(wanted);
      return created(
          request.validateOnly() ? call.controller().plan(topic) : call.controller().create(topic),
          call);
    } catch (RejectedException e) {
      return refused(wanted.name(), e.error(), e.reason());
    }
  }

  private static CreatableTopicResult refused(
      String name, ErrorCode error, @Nullable String message) {
    return new CreatableTopicResult(
        name, Wire.ZERO_UUID, error.code(), message, -1, (short) -1, List.of(), (short) 0);
  }

  private static void requireOnce(CreatableTopic wanted, CreateTopicsRequest request) {
    long times =
        request.topics().stream().filter(each -> each.name().equals(wanted.name())).count();
    if (times > 1) {
      throw new RejectedException(ErrorCode.INVALID_REQUEST, "Duplicate topic name.");
    }
    if (wanted.name().equals(METADATA_TOPIC)) {
      throw new RejectedException(
          ErrorCode.INVALID_REQUEST,
          "Creation of internal topic " + METADATA_TOPIC + " is prohibited.");
    }
  }

  private static NewTopic newTopic(CreatableTopic wanted) {
    Map<Integer, List<Integer>> assignment = new HashMap<>();
    for (CreatableReplicaAssignment each : wanted.assignments()) {
      assignment.put(each.partitionIndex(), each.brokerIds());
    }
    Map<String, String> configs = new HashMap<>();
    for (CreatableTopicConfig each : wanted.configs()) {
      String value = each.value();
      if (value == null) {
        throw new RejectedException(
            ErrorCode.INVALID_CONFIG, "Null value not supported for topic configs: " + each.name());
      }
      configs.put(each.name(), value);
    }
    return new NewTopic(
        wanted.name(), wanted.numPartitions(), wanted.replicationFactor(), assignment, configs);
  }

  private static CreatableTopicResult created(TopicImage topic, ControllerCall call) {
    return new CreatableTopicResult(
        topic.name(),
        topic.id(),
        ErrorCode.NONE.code(),
        null,
        topic.partitions().size(),
        (short) topic.partitions().get(0).replicas().size(),
        new ConfigEntries(call.image(), call.broker()).ofNew(topic),
        (short) 0);
  }
}
