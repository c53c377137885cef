package io.weir.kafka.testcluster.core;

import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.storage.LogName;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the copies of partitions for whoever looks into the cluster. */
final class Copies {

  private final Controller controller;
  private final Nodes nodes;
  private final Storage storage;

  Copies(Controller controller, Nodes nodes, Storage storage) {
    this.controller = controller;
    this.nodes = nodes;
    this.storage = storage;
  }

  /**
   * The copy at the leader; without one, the copy that knows of most committed records.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  PartitionCopy best(String topicName, int index) {
    TopicImage topic = topic(topicName, index);
    PartitionImage partition = topic.partitions().get(index);
    PartitionCopy leaders =
        partition.hasLeader() ? running(partition.leader(), topic, index) : null;
    return leaders != null
        ? leaders
        : partition.replicas().stream()
            .map(broker -> at(broker, topic, index))
            .max(Comparator.comparingLong(PartitionCopy::highWatermark))
            .orElseThrow();
  }

  /**
   * The copy at one broker, whether or not it runs.
   *
   * @throws IllegalArgumentException if there is no such partition, or it is not assigned there
   */
  PartitionCopy at(int broker, String topicName, int index) {
    TopicImage topic = topic(topicName, index);
    if (!topic.partitions().get(index).replicas().contains(broker)) {
      throw new IllegalArgumentException(
          "Broker %d has no replica of %s-%d".formatted(broker, topicName, index));
    }
    return at(broker, topic, index);
  }

  /** All replicas of all brokers that run, by broker. */
  List<ReplicaStatus> running() {
    List<ReplicaStatus> all = new ArrayList<>();
    for (BrokerProcess process : nodes.running()) {
      process.broker().replicas().forEach(replica -> all.add(status(process.id(), replica)));
    }
    return all;
  }

  private static ReplicaStatus status(int broker, Replica replica) {
    return new ReplicaStatus(
        broker,
        replica.key(),
        replica.leading() == null ? ReplicaStatus.Part.FOLLOWER : ReplicaStatus.Part.LEADER,
        replica.role().leaderEpoch(),
        replica.highWatermark(),
        replica.log());
  }

  private TopicImage topic(String name, int index) {
    TopicImage topic = controller.image().topic(name);
    if (topic == null || topic.partition(index) == null) {
      throw new IllegalArgumentException("There is no partition " + name + "-" + index);
    }
    return topic;
  }

  private PartitionCopy at(int broker, TopicImage topic, int index) {
    PartitionCopy running = running(broker, topic, index);
    return running != null ? running : stored(broker, topic, index);
  }

  private @Nullable PartitionCopy running(int broker, TopicImage topic, int index) {
    BrokerProcess process = nodes.running(broker);
    Replica replica =
        process == null ? null : process.broker().replica(new TopicPartition(topic.id(), index));
    return replica == null
        ? null
        : new PartitionCopy(broker, replica.log(), replica.highWatermark());
  }

  /** Of a broker that does not run, or has not heard of the partition yet. */
  private PartitionCopy stored(int broker, TopicImage topic, int index) {
    PartitionLog log = storage.open(new LogName(broker, topic.name(), topic.id(), index));
    return new PartitionCopy(broker, log, log.checkpointedHighWatermark());
  }
}
