package io.weir.kafka.simulation.replication;

import io.weir.kafka.simulation.Violations;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.RegisteredBroker;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.Collections;

/**
 * The rules that the controller's metadata keep from one image to the next: epochs only grow, a
 * leader comes from the ISR unless the topic allows another, an ISR is never empty, and who is
 * fenced leads nothing.
 */
final class MetadataInvariants {

  private final Violations violations;
  private final ElectionListener elections;
  private ClusterImage before;

  /** Hears of new leaders. */
  interface ElectionListener {
    void elected(TopicPartition partition, int leader, Election kind);
  }

  MetadataInvariants(ClusterImage first, Violations violations, ElectionListener elections) {
    this.before = first;
    this.violations = violations;
    this.elections = elections;
  }

  void check(ClusterImage image) {
    if (image == before) {
      return;
    }
    for (TopicImage topic : image.topics()) {
      for (PartitionImage now : topic.partitions()) {
        TopicPartition key = new TopicPartition(topic.id(), now.index());
        PartitionImage then = before.partition(key);
        checkState(now, image);
        if (then != null && !then.equals(now)) {
          checkChange(then, now);
          checkElection(topic, then, now);
        }
      }
    }
    before.brokers().forEach(broker -> checkEpoch(broker, image));
    before = image;
  }

  private void checkState(PartitionImage now, ClusterImage image) {
    if (now.isr().isEmpty() || !now.replicas().containsAll(now.isr())) {
      violations.add("the ISR is empty or not within the replicas: " + now);
    }
    if (now.hasLeader() && (!now.isr().contains(now.leader()) || !image.isEligible(now.leader()))) {
      violations.add("a broker leads that is fenced or not in the ISR: " + now);
    }
  }

  private void checkChange(PartitionImage then, PartitionImage now) {
    if (now.partitionEpoch() <= then.partitionEpoch()
        || now.leaderEpoch() < then.leaderEpoch()
        || (now.leader() != then.leader() && now.leaderEpoch() == then.leaderEpoch())) {
      violations.add("epochs did not grow from " + then + " to " + now);
    }
  }

  /** Of several changes in one step only the last is seen: what lay between is not judged. */
  private void checkElection(TopicImage topic, PartitionImage then, PartitionImage now) {
    if (now.leaderEpoch() == then.leaderEpoch()) {
      return;
    }
    boolean stranger = now.hasLeader() && !then.isr().contains(now.leader());
    boolean oneChange = now.partitionEpoch() == then.partitionEpoch() + 1;
    boolean mayBeUnclean = topic.settings().uncleanLeaderElection();
    if (stranger && oneChange && !mayBeUnclean) {
      violations.add("a leader was elected from outside the ISR: " + then + " became " + now);
    }
    boolean anotherIsr = Collections.disjoint(then.isr(), now.isr());
    elections.elected(
        new TopicPartition(topic.id(), now.index()),
        now.leader(),
        mayBeUnclean && (stranger || anotherIsr) ? Election.UNCLEAN : Election.ONLINE);
  }

  private void checkEpoch(RegisteredBroker then, ClusterImage image) {
    RegisteredBroker now = image.broker(then.id());
    if (now == null || now.epoch() < then.epoch()) {
      violations.add("the epoch of a broker fell from " + then + " to " + now);
    }
  }
}
