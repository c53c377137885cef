package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreatePartitionsRequest;
import io.weir.kafka.protocol.CreatePartitionsRequest.CreatePartitionsAssignment;
import io.weir.kafka.protocol.CreatePartitionsRequest.CreatePartitionsTopic;
import io.weir.kafka.protocol.CreatePartitionsResponse;
import io.weir.kafka.protocol.CreatePartitionsResponse.CreatePartitionsTopicResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * CreatePartitions (37), versions 0-3.
 *
 * <p>Adds partitions to each topic, on the brokers that the request names or the controller
 * chooses, or with {@code validateOnly} only checks; or answers the topic on its own with Kafka's
 * error for its name, the number of partitions or the assignment. A topic that is named twice is
 * INVALID_REQUEST.
 *
 * <p>Left out: quotas. The timeout has no meaning, as the partitions are there at once.
 */
public final class CreatePartitionsHandler
    implements ForwardedHandler<CreatePartitionsRequest, CreatePartitionsResponse> {

  @Override
  public Api<CreatePartitionsRequest, CreatePartitionsResponse> api() {
    return Apis.CREATE_PARTITIONS;
  }

  @Override
  public CreatePartitionsResponse atController(
      CreatePartitionsRequest request, ControllerCall call) {
    return new CreatePartitionsResponse(
        0,
        request.topics().stream()
            .map(CreatePartitionsTopic::name)
            .distinct()
            .map(name -> result(name, request, call))
            .toList());
  }

  @Override
  public CreatePartitionsResponse refused(
      CreatePartitionsRequest request, ErrorCode error, int version) {
    return new CreatePartitionsResponse(
        0,
        request.topics().stream()
            .map(topic -> new CreatePartitionsTopicResult(topic.name(), error.code(), null))
            .toList());
  }

  private static CreatePartitionsTopicResult result(
      String name, CreatePartitionsRequest request, ControllerCall call) {
    try {
      CreatePartitionsTopic topic = only(name, request);
      if (request.validateOnly()) {
        call.controller().planPartitions(name, topic.count(), assignment(topic));
      } else {
        call.controller().createPartitions(name, topic.count(), assignment(topic));
      }
      return new CreatePartitionsTopicResult(name, ErrorCode.NONE.code(), null);
    } catch (RejectedException e) {
      return new CreatePartitionsTopicResult(name, e.error().code(), e.reason());
    }
  }

  private static CreatePartitionsTopic only(String name, CreatePartitionsRequest request) {
    List<CreatePartitionsTopic> mentions =
        request.topics().stream().filter(topic -> topic.name().equals(name)).toList();
    if (mentions.size() > 1) {
      throw new RejectedException(ErrorCode.INVALID_REQUEST, "Duplicate topic name.");
    }
    return mentions.get(0);
  }

  private static @Nullable List<List<Integer>> assignment(CreatePartitionsTopic topic) {
    List<CreatePartitionsAssignment> assignments = topic.assignments();
    return assignments == null
        ? null
        : assignments.stream().map(CreatePartitionsAssignment::brokerIds).toList();
  }
}
