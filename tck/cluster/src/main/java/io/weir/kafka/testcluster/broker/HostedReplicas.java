package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Following;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.replica.ReplicaHost;
import io.weir.kafka.testcluster.storage.LogName;
import io.weir.kafka.testcluster.storage.LogSettings;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The replicas that a broker hosts: opened, given their roles, and deleted as the cluster's image
 * says.
 *
 * <p>Owned by the core's thread. Work is proportional to what differs between two images.
 */
final class HostedReplicas {

  private final int broker;
  private final Storage storage;
  private final ReplicaHost replicaHost;
  private final RoleListener roles;

  /** Owned by the core's thread. */
  private final Map<TopicPartition, Replica> replicas = new LinkedHashMap<>();

  /** Hears what the image makes of a replica. */
  interface RoleListener {

    void leads(TopicImage topic, Replica replica, long nowMs);

    /**
     * @param before whether the replica has led until now
     */
    void follows(TopicImage topic, Replica replica, Following role, Before before, long nowMs);

    void deleted(TopicImage topic, Replica replica, Before before, long nowMs);
  }

  /** What a replica was until now. */
  enum Before {
    LEADING,
    FOLLOWING
  }

  HostedReplicas(int broker, Storage storage, ReplicaHost replicaHost, RoleListener roles) {
    this.broker = broker;
    this.storage = storage;
    this.replicaHost = replicaHost;
    this.roles = roles;
  }

  /** The replica; null if the broker does not host it. */
  @Nullable Replica get(TopicPartition partition) {
    return replicas.get(partition);
  }

  Collection<Replica> all() {
    return replicas.values();
  }

  /** Deletes the logs of partitions that have gone, or moved away, while the broker was down. */
  void deleteStrays(ClusterImage image) {
    for (LogName log : List.copyOf(storage.logs(broker))) {
      PartitionImage partition =
          image.partition(new TopicPartition(log.topicId(), log.partition()));
      if (partition == null || !partition.replicas().contains(broker)) {
        storage.deleteLog(log);
      }
    }
  }

  void apply(ClusterImage before, ClusterImage image, long nowMs) {
    for (TopicImage topic : before.topics()) {
      if (image.topic(topic.id()) == null) {
        topic.partitions().forEach(partition -> delete(topic, partition, nowMs));
      }
    }
    for (TopicImage topic : image.topics()) {
      TopicImage known = before.topic(topic.id());
      if (known != topic) {
        apply(known, topic, nowMs);
      }
    }
  }

  private void apply(@Nullable TopicImage known, TopicImage topic, long nowMs) {
    boolean sameSettings = known != null && known.settings().equals(topic.settings());
    for (PartitionImage partition : topic.partitions()) {
      boolean same =
          known != null && sameSettings && partition.equals(known.partition(partition.index()));
      if (!same) {
        apply(topic, partition, nowMs);
      }
    }
  }

  private void apply(TopicImage topic, PartitionImage partition, long nowMs) {
    if (!partition.replicas().contains(broker)) {
      delete(topic, partition, nowMs);
      return;
    }
    Replica replica = open(topic, partition);
    replica.configure(topic.settings());
    replica.log().configure(logSettings(topic));
    Before before = before(replica);
    if (partition.leader() == broker) {
      if (replica.lead(partition, nowMs)) {
        roles.leads(topic, replica, nowMs);
      }
    } else if (replica.follow(partition)) {
      roles.follows(topic, replica, (Following) replica.role(), before, nowMs);
    }
  }

  private static Before before(Replica replica) {
    return replica.leading() == null ? Before.FOLLOWING : Before.LEADING;
  }

  private Replica open(TopicImage topic, PartitionImage partition) {
    return replicas.computeIfAbsent(
        key(topic, partition),
        key -> {
          PartitionLog log = storage.open(name(topic, partition));
          return new Replica(key, log, topic.settings(), replicaHost);
        });
  }

  private void delete(TopicImage topic, PartitionImage partition, long nowMs) {
    Replica replica = replicas.remove(key(topic, partition));
    if (replica != null) {
      Before before = before(replica);
      replica.retire();
      roles.deleted(topic, replica, before, nowMs);
      storage.deleteLog(name(topic, partition));
    }
  }

  private static TopicPartition key(TopicImage topic, PartitionImage partition) {
    return new TopicPartition(topic.id(), partition.index());
  }

  private LogName name(TopicImage topic, PartitionImage partition) {
    return new LogName(broker, topic.name(), topic.id(), partition.index());
  }

  private LogSettings logSettings(TopicImage topic) {
    return new LogSettings(
        topic.settings().segmentBytes(),
        topic.settings().segmentMs(),
        topic.settings().indexIntervalBytes(),
        topic.settings().flushMessages(),
        topic.settings().flushMs());
  }
}
