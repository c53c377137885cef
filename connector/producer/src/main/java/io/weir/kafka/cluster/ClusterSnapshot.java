package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the cluster at one moment. Immutable; any thread. */
public final class ClusterSnapshot {

  /** Nothing is known yet. */
  public static final ClusterSnapshot EMPTY = new ClusterSnapshot(null, Map.of(), Map.of());

  private final @Nullable String clusterId;
  private final Map<Integer, BrokerAddress> brokers;
  private final Map<String, TopicSnapshot> topics;

  /** Takes the maps over. */
  ClusterSnapshot(
      @Nullable String clusterId,
      Map<Integer, BrokerAddress> brokers,
      Map<String, TopicSnapshot> topics) {
    this.clusterId = clusterId;
    this.brokers = brokers;
    this.topics = topics;
  }

  /** Null if it is not known. */
  public @Nullable String clusterId() {
    return clusterId;
  }

  /** The brokers in the order in which the cluster lists them; empty if none is known yet. */
  public Collection<BrokerAddress> brokers() {
    return Collections.unmodifiableCollection(brokers.values());
  }

  /** Where this broker listens; null if it is not known. */
  public @Nullable BrokerAddress broker(int id) {
    return brokers.get(id);
  }

  /** Null if nothing is known of it. */
  public @Nullable TopicSnapshot topic(String topic) {
    return topics.get(topic);
  }

  /** How many partitions the topic has; 0 if that is not known. */
  public int partitionCount(String topic) {
    TopicSnapshot known = topics.get(topic);
    return known == null ? 0 : known.partitionCount();
  }

  /** The broker that leads the partition; null if there is none, or it is not known. */
  public @Nullable BrokerAddress leader(String topic, int partition) {
    TopicSnapshot known = topics.get(topic);
    return known == null ? null : brokers.get(known.leaderId(partition));
  }

  /** What is known of each topic, by its name; unmodifiable. */
  public Map<String, TopicSnapshot> topics() {
    return Collections.unmodifiableMap(topics);
  }

  /** The same with one leader changed; it must be a partition that is known. */
  ClusterSnapshot withLeader(TopicSnapshot topic, LeaderHint hint) {
    Map<String, TopicSnapshot> changed = new LinkedHashMap<>(topics);
    changed.put(topic.name(), topic.withLeader(hint));
    Map<Integer, BrokerAddress> reachable = brokers;
    if (hint.leader() != null) {
      reachable = new LinkedHashMap<>(brokers);
      reachable.put(hint.leaderId(), hint.leader());
    }
    return new ClusterSnapshot(clusterId, reachable, changed);
  }

  ClusterSnapshot without(Set<String> unwanted) {
    if (unwanted.isEmpty()) {
      return this;
    }
    Map<String, TopicSnapshot> rest = new LinkedHashMap<>(topics);
    rest.keySet().removeAll(unwanted);
    return new ClusterSnapshot(clusterId, brokers, rest);
  }

  /** Whether both have the same brokers, and the same leaders of the same topics. */
  boolean sameAs(ClusterSnapshot other) {
    return brokers.equals(other.brokers)
        && topics.keySet().equals(other.topics.keySet())
        && topics.values().stream().allMatch(each -> each.sameAs(other.topics.get(each.name())));
  }

  @Override
  public String toString() {
    return "cluster " + clusterId + " " + brokers.values() + " " + topics.values();
  }
}
