package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableReplicaAssignment;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.kafka.protocol.CreateTopicsResponse;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicConfigs;
import io.weir.kafka.protocol.CreateTopicsResponse.CreatableTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.wire.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * CreateTopics (19), versions 2-7.
 *
 * <p>Any broker takes it, as in KRaft. Each topic is created, or with {@code validateOnly} only
 * checked, or answered on its own with Kafka's error for its name, number of partitions, assignment
 * or configs; a name that the request holds twice is INVALID_REQUEST. From version 5 the answer
 * holds the configs that were set (KIP-525), from version 7 the topic's id.
 *
 * <p>Left out: the configs of the cluster's defaults are not listed; the timeout has no meaning, as
 * a topic is there at once.
 */
public final class CreateTopicsHandler
    implements RequestHandler<CreateTopicsRequest, CreateTopicsResponse> {

  private static final byte SOURCE_TOPIC_CONFIG = 1;

  @Override
  public Api<CreateTopicsRequest, CreateTopicsResponse> api() {
    return Apis.CREATE_TOPICS;
  }

  @Override
  public Outcome<CreateTopicsResponse> handle(CreateTopicsRequest request, RequestContext context) {
    return new Reply<>(
        new CreateTopicsResponse(
            0, request.topics().stream().map(topic -> result(topic, request, context)).toList()));
  }

  private static CreatableTopicResult result(
      CreatableTopic wanted, CreateTopicsRequest request, RequestContext context) {
    try {
      requireOnce(wanted, request);
      NewTopic topic = newTopic(wanted);
      return created(
          request.validateOnly()
              ? context.controller().plan(topic)
              : context.controller().create(topic));
    } catch (RejectedException e) {
      return new CreatableTopicResult(
          wanted.name(),
          Wire.ZERO_UUID,
          e.error().code(),
          e.reason(),
          -1,
          (short) -1,
          List.of(),
          (short) 0);
    }
  }

  private static void requireOnce(CreatableTopic wanted, CreateTopicsRequest request) {
    long times =
        request.topics().stream().filter(each -> each.name().equals(wanted.name())).count();
    if (times > 1) {
      throw new RejectedException(ErrorCode.INVALID_REQUEST, "Duplicate topic name.");
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

  private static CreatableTopicResult created(TopicImage topic) {
    return new CreatableTopicResult(
        topic.name(),
        topic.id(),
        ErrorCode.NONE.code(),
        null,
        topic.partitions().size(),
        (short) topic.partitions().get(0).replicas().size(),
        topic.settings().overrides().entrySet().stream()
            .map(
                config ->
                    new CreatableTopicConfigs(
                        config.getKey(), config.getValue(), false, SOURCE_TOPIC_CONFIG, false))
            .toList(),
        (short) 0);
  }
}
