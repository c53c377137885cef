package io.weir.kafka.simulation.replication;

import io.weir.kafka.simulation.FaultInjector;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.PartitionCopy;
import io.weir.kafka.testcluster.core.ReplicaStatus;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules of replication, looked at after each step of the core.
 *
 * <ul>
 *   <li>Within a leader epoch one broker leads, and its high watermark never falls.
 *   <li>What was below a high watermark once is the same at every replica that has it below its
 *       own, and at each member of the leader's ISR.
 *   <li>A log holds its high watermark.
 * </ul>
 *
 * <p>A partition that may have lost records, as an unclean leader was elected or the last replicas
 * in sync lost power, is not compared any more.
 */
final class Invariants implements FaultInjector.PowerLoss {

  private final ClusterCore core;
  private final Violations violations;
  private final LossyPartitions lossy;
  private final MetadataInvariants metadata;
  private final Map<TopicPartition, CommittedHistory> histories = new HashMap<>();
  private final Map<LeaderTerm, Term> terms = new HashMap<>();
  private final Map<Copy, Integer> epochs = new HashMap<>();
  private final Map<TopicPartition, Long> endBeforePowerLoss = new HashMap<>();

  /**
   * Copies that lost records when the power failed, until they have all again that was committed in
   * a later life: by the epoch of the broker that lost them.
   */
  private final Map<Copy, Long> incomplete = new HashMap<>();

  private record LeaderTerm(TopicPartition partition, int leaderEpoch) {}

  private record Term(int broker, long highWatermark) {}

  private record Copy(int broker, TopicPartition partition) {}

  Invariants(ClusterCore core, Violations violations, LossyPartitions lossy) {
    this.core = core;
    this.violations = violations;
    this.lossy = lossy;
    this.metadata = new MetadataInvariants(core.image(), violations, this::leaderElected);
  }

  /** Looks at the cluster. */
  void check() {
    ClusterImage image = core.image();
    metadata.check(image);
    for (ReplicaStatus replica : core.inspect()) {
      check(replica, image);
    }
  }

  private void leaderElected(TopicPartition partition, int leader, Election kind) {
    if (kind == Election.UNCLEAN || incomplete.containsKey(new Copy(leader, partition))) {
      lossy.forgive(partition.index());
    }
  }

  private void check(ReplicaStatus replica, ClusterImage image) {
    PartitionImage partition = image.partition(replica.partition());
    long highWatermark = replica.highWatermark();
    if (highWatermark > replica.log().endOffset() || highWatermark < replica.log().startOffset()) {
      violations.add(
          "the high watermark %d of broker %d is not within its log %d..%d"
              .formatted(
                  highWatermark,
                  replica.broker(),
                  replica.log().startOffset(),
                  replica.log().endOffset()));
    }
    if (replica.leads()) {
      checkTerm(replica);
    }
    if (partition != null && lossy.areOpen(partition.index())) {
      compare(replica, highWatermark);
      if (leadsTruly(replica, partition)) {
        checkIsr(replica, partition);
      }
    }
  }

  private void checkTerm(ReplicaStatus replica) {
    Term term =
        terms.computeIfAbsent(
            new LeaderTerm(replica.partition(), replica.leaderEpoch()),
            key -> new Term(replica.broker(), replica.highWatermark()));
    if (term.broker != replica.broker()) {
      violations.add(
          "brokers %d and %d lead partition %d in the same epoch %d"
              .formatted(
                  term.broker,
                  replica.broker(),
                  replica.partition().index(),
                  replica.leaderEpoch()));
    }
    if (replica.highWatermark() < term.highWatermark) {
      violations.add(
          "the high watermark of partition %d fell from %d to %d in epoch %d of broker %d"
              .formatted(
                  replica.partition().index(),
                  term.highWatermark,
                  replica.highWatermark(),
                  replica.leaderEpoch(),
                  replica.broker()));
    }
    terms.put(
        new LeaderTerm(replica.partition(), replica.leaderEpoch()),
        new Term(replica.broker(), replica.highWatermark()));
  }

  private void compare(ReplicaStatus replica, long limit) {
    Copy copy = new Copy(replica.broker(), replica.partition());
    Integer known = epochs.put(copy, replica.leaderEpoch());
    CommittedHistory history = history(replica.partition());
    if (known == null || known != replica.leaderEpoch()) {
      history.doubt(replica.broker());
    }
    history.compare(replica.broker(), replica.log(), limit).forEach(violations::add);
    if (replica.log().endOffset() >= history.endOffset()) {
      incomplete.computeIfPresent(
          copy, (key, epoch) -> epoch == brokerEpoch(replica.broker()) ? epoch : null);
    }
  }

  private long brokerEpoch(int broker) {
    RegisteredBroker registered = core.image().broker(broker);
    return registered == null ? -1 : registered.epoch();
  }

  private CommittedHistory history(TopicPartition partition) {
    return histories.computeIfAbsent(partition, key -> new CommittedHistory());
  }

  private static boolean leadsTruly(ReplicaStatus replica, PartitionImage partition) {
    return replica.leads()
        && partition.leader() == replica.broker()
        && partition.leaderEpoch() == replica.leaderEpoch();
  }

  private void checkIsr(ReplicaStatus leader, PartitionImage partition) {
    for (int member : partition.isr()) {
      PartitionCopy copy = copy(member, leader.partition());
      if (incomplete.containsKey(new Copy(member, leader.partition()))) {
        continue;
      }
      if (copy.logEndOffset() < leader.highWatermark()) {
        violations.add(
            "broker %d of the ISR %s ends at %d, the high watermark of partition %d is %d"
                .formatted(
                    member,
                    partition.isr(),
                    copy.logEndOffset(),
                    partition.index(),
                    leader.highWatermark()));
      } else {
        history(leader.partition())
            .compare(member, copy.log(), leader.highWatermark())
            .forEach(violations::add);
      }
    }
    if (leader.log().endOffset() < history(leader.partition()).endOffset()) {
      violations.add(
          "broker %d leads partition %d with a log that ends at %d; %d was committed"
              .formatted(
                  leader.broker(),
                  partition.index(),
                  leader.log().endOffset(),
                  history(leader.partition()).endOffset()));
    }
  }

  @Override
  public void before(int broker) {
    endBeforePowerLoss.clear();
    core.inspect().stream()
        .filter(replica -> replica.broker() == broker)
        .forEach(replica -> endBeforePowerLoss.put(replica.partition(), replica.log().endOffset()));
  }

  @Override
  public void after(int broker) {
    endBeforePowerLoss.forEach((partition, end) -> noteLoss(broker, partition, end));
  }

  private void noteLoss(int broker, TopicPartition partition, long endBefore) {
    history(partition).doubt(broker);
    if (copy(broker, partition).logEndOffset() < endBefore) {
      incomplete.put(new Copy(broker, partition), brokerEpoch(broker));
    }
  }

  private PartitionCopy copy(int broker, TopicPartition partition) {
    return core.replica(broker, Writer.TOPIC, partition.index());
  }

  /** Whether all replicas of all partitions are in sync and equal, and lead where they should. */
  boolean isWhole() {
    return core.image().topics().stream()
        .flatMap(topic -> topic.partitions().stream())
        .allMatch(this::isWhole);
  }

  private boolean isWhole(PartitionImage partition) {
    boolean inOrder =
        partition.leader() == partition.preferredLeader()
            && partition.isr().size() == partition.replicas().size();
    if (!inOrder) {
      return false;
    }
    List<PartitionCopy> copies =
        partition.replicas().stream()
            .map(broker -> core.replica(broker, Writer.TOPIC, partition.index()))
            .toList();
    long end = copies.get(0).logEndOffset();
    return copies.stream()
        .allMatch(copy -> copy.logEndOffset() == end && copy.highWatermark() == end);
  }
}
