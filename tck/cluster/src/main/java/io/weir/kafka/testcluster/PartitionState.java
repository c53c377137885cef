package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.PartitionCopy;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.List;

/**
 * A partition at one moment: the controller's view, and the offsets of its leader's log, or without
 * a leader those of the copy that knows of most committed records. Immutable.
 *
 * @param leader {@link #NO_LEADER} while there is none
 * @param replicas the assigned brokers, the preferred leader first
 * @param inSyncReplicas in the order of the assignment
 * @param highWatermark consumers see what is below
 */
public record PartitionState(
    String topic,
    int partition,
    int leader,
    int leaderEpoch,
    List<Integer> replicas,
    List<Integer> inSyncReplicas,
    long logStartOffset,
    long highWatermark,
    long logEndOffset) {

  public static final int NO_LEADER = PartitionImage.NO_LEADER;

  public PartitionState {
    replicas = List.copyOf(replicas);
    inSyncReplicas = List.copyOf(inSyncReplicas);
  }

  /** Core's thread. */
  static PartitionState of(ClusterCore core, TopicImage topic, PartitionImage image) {
    PartitionCopy copy = core.replica(topic.name(), image.index());
    return new PartitionState(
        topic.name(),
        image.index(),
        image.leader(),
        image.leaderEpoch(),
        image.replicas(),
        image.isr(),
        copy.logStartOffset(),
        copy.highWatermark(),
        copy.logEndOffset());
  }

  /** How many offsets consumers can see. */
  public long committedOffsets() {
    return highWatermark - logStartOffset;
  }

  public boolean hasLeader() {
    return leader != NO_LEADER;
  }

  /** Whether replicas are missing in the ISR. */
  public boolean isUnderReplicated() {
    return inSyncReplicas.size() < replicas.size();
  }

  /** One line with everything. */
  @Override
  public String toString() {
    return "%s-%d: leader %s, epoch %d, ISR %s of %s, log start %d, high watermark %d, log end %d"
        .formatted(
            topic,
            partition,
            hasLeader() ? leader : "none",
            leaderEpoch,
            inSyncReplicas,
            replicas,
            logStartOffset,
            highWatermark,
            logEndOffset);
  }
}
