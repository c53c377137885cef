package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ListPartitionReassignmentsRequest;
import io.weir.kafka.protocol.ListPartitionReassignmentsRequest.ListPartitionReassignmentsTopics;
import io.weir.kafka.protocol.ListPartitionReassignmentsResponse;
import io.weir.kafka.protocol.ListPartitionReassignmentsResponse.OngoingPartitionReassignment;
import io.weir.kafka.protocol.ListPartitionReassignmentsResponse.OngoingTopicReassignment;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.Collection;
import java.util.List;
import java.util.Objects;

/**
 * ListPartitionReassignments (46), version 0 (KIP-455).
 *
 * <p>Answers the moves under way, of all partitions or of those that are named; partitions that do
 * not move or do not exist are not in the answer.
 *
 * <p>Nothing is left out; the timeout has no meaning, as the controller answers at once.
 */
public final class ListPartitionReassignmentsHandler
    implements ForwardedHandler<
        ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> {

  @Override
  public Api<ListPartitionReassignmentsRequest, ListPartitionReassignmentsResponse> api() {
    return Apis.LIST_PARTITION_REASSIGNMENTS;
  }

  @Override
  public ListPartitionReassignmentsResponse atController(
      ListPartitionReassignmentsRequest request, ControllerCall call) {
    List<ListPartitionReassignmentsTopics> wanted = request.topics();
    List<OngoingTopicReassignment> moves =
        wanted == null
            ? call.image().topics().stream().map(topic -> moves(topic, topic.partitions())).toList()
            : wanted.stream().map(topic -> moves(topic, call)).toList();
    return new ListPartitionReassignmentsResponse(
        0,
        ErrorCode.NONE.code(),
        null,
        moves.stream().filter(topic -> !topic.partitions().isEmpty()).toList());
  }

  @Override
  public ListPartitionReassignmentsResponse refused(
      ListPartitionReassignmentsRequest request, ErrorCode error, int version) {
    return new ListPartitionReassignmentsResponse(0, error.code(), null, List.of());
  }

  private static OngoingTopicReassignment moves(
      ListPartitionReassignmentsTopics wanted, ControllerCall call) {
    TopicImage topic = call.image().topic(wanted.name());
    return topic == null
        ? new OngoingTopicReassignment(wanted.name(), List.of())
        : moves(
            topic,
            wanted.partitionIndexes().stream()
                .map(topic::partition)
                .filter(Objects::nonNull)
                .toList());
  }

  private static OngoingTopicReassignment moves(
      TopicImage topic, Collection<PartitionImage> partitions) {
    return new OngoingTopicReassignment(
        topic.name(),
        partitions.stream()
            .filter(PartitionImage::isReassigning)
            .map(
                each ->
                    new OngoingPartitionReassignment(
                        each.index(),
                        each.replicas(),
                        each.addingReplicas(),
                        each.removingReplicas()))
            .toList());
  }
}
