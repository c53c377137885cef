package io.weir.kafka.testcluster.controller;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.PartitionAltered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerRequest.AlterPartition;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.HashSet;
import java.util.List;

/**
 * Takes the ISRs that leaders propose (KIP-497), with the checks of Kafka's controller in their
 * order.
 *
 * <p>Owned by the core's thread.
 */
final class IsrChanges {

  private final ClusterState state;
  private final Elections elections;

  IsrChanges(ClusterState state, Elections elections) {
    this.state = state;
    this.elections = elections;
  }

  /** The epoch of the broker has been checked. */
  ControllerAnswer alter(AlterPartition request) {
    ClusterImage image = state.image();
    TopicImage topic = image.topic(request.partition().topicId());
    if (topic == null) {
      return new Refused(ErrorCode.UNKNOWN_TOPIC_ID);
    }
    PartitionImage partition = topic.partition(request.partition().index());
    if (partition == null) {
      return new Refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    }
    ErrorCode error = check(request, partition, image);
    return error == ErrorCode.NONE ? apply(request, topic, partition) : new Refused(error);
  }

  private static ErrorCode check(
      AlterPartition request, PartitionImage partition, ClusterImage image) {
    if (request.leaderEpoch() > partition.leaderEpoch()
        || request.partitionEpoch() > partition.partitionEpoch()) {
      return ErrorCode.NOT_CONTROLLER;
    }
    if (request.leaderEpoch() < partition.leaderEpoch()) {
      return ErrorCode.FENCED_LEADER_EPOCH;
    }
    if (request.broker() != partition.leader()) {
      return ErrorCode.INVALID_REQUEST;
    }
    if (request.partitionEpoch() < partition.partitionEpoch()) {
      return ErrorCode.INVALID_UPDATE_VERSION;
    }
    if (!isPossible(request.isr(), partition)) {
      return ErrorCode.INVALID_REQUEST;
    }
    return request.isr().stream().allMatch(image::isEligible)
        ? ErrorCode.NONE
        : ErrorCode.INELIGIBLE_REPLICA;
  }

  private static boolean isPossible(List<Integer> isr, PartitionImage partition) {
    return isr.contains(partition.leader())
        && partition.replicas().containsAll(isr)
        && new HashSet<>(isr).size() == isr.size();
  }

  private ControllerAnswer apply(
      AlterPartition request, TopicImage topic, PartitionImage partition) {
    PartitionImage changed =
        elections.change(partition).election(Elections.kind(topic)).isr(request.isr()).result();
    if (changed.equals(partition)) {
      return new PartitionAltered(partition);
    }
    state.put(topic, changed);
    // The new ISR may complete a reassignment that takes the leadership from who asked.
    return changed.leader() == request.broker()
        ? new PartitionAltered(changed)
        : new Refused(ErrorCode.NEW_LEADER_ELECTED);
  }
}
