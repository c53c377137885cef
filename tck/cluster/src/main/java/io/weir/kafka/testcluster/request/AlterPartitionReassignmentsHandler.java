package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest;
import io.weir.kafka.protocol.AlterPartitionReassignmentsRequest.ReassignablePartition;
import io.weir.kafka.protocol.AlterPartitionReassignmentsResponse;
import io.weir.kafka.protocol.AlterPartitionReassignmentsResponse.ReassignablePartitionResponse;
import io.weir.kafka.protocol.AlterPartitionReassignmentsResponse.ReassignableTopicResponse;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.List;

/**
 * AlterPartitionReassignments (45), versions 0-1 (KIP-455).
 *
 * <p>Begins to move each partition to the brokers that are named, or with none cancels its move, or
 * answers the partition on its own: UNKNOWN_TOPIC_OR_PARTITION, INVALID_REPLICA_ASSIGNMENT,
 * NO_REASSIGNMENT_IN_PROGRESS. New replicas fetch until they are all in the ISR; then the old ones
 * go. From version 1 a request may refuse to change the number of replicas
 * (INVALID_REPLICATION_FACTOR, KIP-860).
 *
 * <p>Left out: throttling of moves; the timeout has no meaning, as moves begin at once.
 */
public final class AlterPartitionReassignmentsHandler
    implements ForwardedHandler<
        AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> {

  @Override
  public Api<AlterPartitionReassignmentsRequest, AlterPartitionReassignmentsResponse> api() {
    return Apis.ALTER_PARTITION_REASSIGNMENTS;
  }

  @Override
  public AlterPartitionReassignmentsResponse atController(
      AlterPartitionReassignmentsRequest request, ControllerCall call) {
    boolean sizeIsFree = request.allowReplicationFactorChange();
    return new AlterPartitionReassignmentsResponse(
        0,
        sizeIsFree,
        ErrorCode.NONE.code(),
        null,
        request.topics().stream()
            .map(
                topic ->
                    new ReassignableTopicResponse(
                        topic.name(),
                        topic.partitions().stream()
                            .map(each -> result(topic.name(), each, sizeIsFree, call))
                            .toList()))
            .toList());
  }

  @Override
  public AlterPartitionReassignmentsResponse refused(
      AlterPartitionReassignmentsRequest request, ErrorCode error, int version) {
    return new AlterPartitionReassignmentsResponse(
        0, request.allowReplicationFactorChange(), error.code(), null, List.of());
  }

  private static ReassignablePartitionResponse result(
      String topic, ReassignablePartition wanted, boolean sizeIsFree, ControllerCall call) {
    int index = wanted.partitionIndex();
    try {
      if (!sizeIsFree) {
        requireSameSize(topic, wanted, call);
      }
      call.controller().reassign(topic, index, wanted.replicas());
      return new ReassignablePartitionResponse(index, ErrorCode.NONE.code(), null);
    } catch (RejectedException e) {
      return new ReassignablePartitionResponse(index, e.error().code(), e.reason());
    }
  }

  private static void requireSameSize(
      String topicName, ReassignablePartition wanted, ControllerCall call) {
    TopicImage topic = call.image().topic(topicName);
    PartitionImage partition = topic == null ? null : topic.partition(wanted.partitionIndex());
    List<Integer> replicas = wanted.replicas();
    if (partition == null || replicas == null) {
      return;
    }
    int size = partition.replicas().size() - partition.removingReplicas().size();
    if (replicas.size() != size) {
      throw new RejectedException(
          ErrorCode.INVALID_REPLICATION_FACTOR,
          "The replication factor is changed from %d to %d".formatted(size, replicas.size()));
    }
  }
}
