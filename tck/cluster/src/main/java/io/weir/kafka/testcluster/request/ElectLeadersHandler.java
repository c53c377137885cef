package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ElectLeadersRequest;
import io.weir.kafka.protocol.ElectLeadersRequest.TopicPartitions;
import io.weir.kafka.protocol.ElectLeadersResponse;
import io.weir.kafka.protocol.ElectLeadersResponse.PartitionResult;
import io.weir.kafka.protocol.ElectLeadersResponse.ReplicaElectionResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ElectLeaders (43), versions 0-2 (KIP-460).
 *
 * <p>Elects the preferred leader of each partition, or, where there is no leader at all, any live
 * replica, which may lose records. A partition is answered on its own: ELECTION_NOT_NEEDED,
 * PREFERRED_LEADER_NOT_AVAILABLE, ELIGIBLE_LEADERS_NOT_AVAILABLE, UNKNOWN_TOPIC_OR_PARTITION. A
 * request for all partitions leaves those out that need no election. An unknown kind of election is
 * INVALID_REQUEST.
 *
 * <p>Nothing is left out; the timeout has no meaning, as the controller elects at once.
 */
public final class ElectLeadersHandler
    implements ForwardedHandler<ElectLeadersRequest, ElectLeadersResponse> {

  private static final byte PREFERRED = 0;
  private static final byte UNCLEAN = 1;
  private static final int FIRST_WITH_ERROR = 1;

  @Override
  public Api<ElectLeadersRequest, ElectLeadersResponse> api() {
    return Apis.ELECT_LEADERS;
  }

  @Override
  public ElectLeadersResponse atController(ElectLeadersRequest request, ControllerCall call) {
    return switch (request.electionType()) {
      case PREFERRED -> elect(Election.PREFERRED, request.topicPartitions(), call);
      case UNCLEAN -> elect(Election.UNCLEAN, request.topicPartitions(), call);
      default -> new ElectLeadersResponse(0, ErrorCode.INVALID_REQUEST.code(), List.of());
    };
  }

  @Override
  public ElectLeadersResponse refused(ElectLeadersRequest request, ErrorCode error, int version) {
    List<TopicPartitions> wanted = request.topicPartitions();
    return new ElectLeadersResponse(
        0,
        version >= FIRST_WITH_ERROR ? error.code() : ErrorCode.NONE.code(),
        wanted == null ? List.of() : wanted.stream().map(each -> refused(each, error)).toList());
  }

  private static ElectLeadersResponse elect(
      Election kind, @Nullable List<TopicPartitions> wanted, ControllerCall call) {
    return new ElectLeadersResponse(
        0,
        ErrorCode.NONE.code(),
        wanted == null
            ? electAll(kind, call)
            : wanted.stream().map(topic -> elect(topic, kind, call)).toList());
  }

  private static List<ReplicaElectionResult> electAll(Election kind, ControllerCall call) {
    List<ReplicaElectionResult> needed = new ArrayList<>();
    for (TopicImage topic : call.image().topics()) {
      List<PartitionResult> partitions =
          topic.partitions().stream()
              .map(partition -> elect(topic.name(), partition.index(), kind, call))
              .filter(result -> result.error() != ErrorCode.ELECTION_NOT_NEEDED)
              .toList();
      if (!partitions.isEmpty()) {
        needed.add(new ReplicaElectionResult(topic.name(), partitions));
      }
    }
    return needed;
  }

  private static ReplicaElectionResult elect(
      TopicPartitions wanted, Election kind, ControllerCall call) {
    return new ReplicaElectionResult(
        wanted.topic(),
        wanted.partitions().stream()
            .map(index -> elect(wanted.topic(), index, kind, call))
            .toList());
  }

  private static ReplicaElectionResult refused(TopicPartitions wanted, ErrorCode error) {
    return new ReplicaElectionResult(
        wanted.topic(),
        wanted.partitions().stream()
            .map(index -> new PartitionResult(index, error.code(), null))
            .toList());
  }

  private static PartitionResult elect(
      String topic, int index, Election kind, ControllerCall call) {
    try {
      call.controller().electLeader(topic, index, kind);
      return new PartitionResult(index, ErrorCode.NONE.code(), null);
    } catch (RejectedException e) {
      return new PartitionResult(index, e.error().code(), e.reason());
    }
  }
}
