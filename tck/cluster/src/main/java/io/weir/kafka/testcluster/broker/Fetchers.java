package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Following;
import io.weir.kafka.testcluster.replica.Replica;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A broker's fetchers, one for each leader that it follows.
 *
 * <p>Owned by the core's thread. Assignments take effect together, with {@link #restartChanged}.
 */
final class Fetchers {

  private final BrokerHost host;
  private final FetcherRequests requests;
  private final ClusterSettings settings;

  /** By the leader's broker id; owned by the core's thread. */
  private final Map<Integer, ReplicaFetcher> byLeader = new TreeMap<>();

  /** Those with other partitions than they know; owned by the core's thread. */
  private final Set<ReplicaFetcher> changed = new LinkedHashSet<>();

  Fetchers(BrokerHost host, FetcherRequests requests, ClusterSettings settings) {
    this.host = host;
    this.requests = requests;
    this.settings = settings;
  }

  /** Copies the partition from the leader that its replica follows, and from nobody else. */
  void assign(String topic, Replica replica, Following role) {
    release(replica.key());
    if (role.leader() != PartitionImage.NO_LEADER) {
      ReplicaFetcher fetcher =
          byLeader.computeIfAbsent(
              role.leader(), leader -> new ReplicaFetcher(leader, host, requests, settings));
      fetcher.add(new FollowedPartition(topic, replica, role));
      changed.add(fetcher);
    }
  }

  /** Copies the partition no more. */
  void release(TopicPartition partition) {
    for (ReplicaFetcher fetcher : byLeader.values()) {
      if (fetcher.remove(partition)) {
        changed.add(fetcher);
      }
    }
  }

  void restartChanged(long nowMs) {
    List<ReplicaFetcher> restarting = List.copyOf(changed);
    changed.clear();
    restarting.forEach(fetcher -> fetcher.restart(nowMs));
  }
}
