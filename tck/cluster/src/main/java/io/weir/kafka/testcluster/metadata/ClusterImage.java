package io.weir.kafka.testcluster.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's metadata at one moment, as brokers answer it to clients. Immutable; a change makes
 * a new image.
 */
public final class ClusterImage {

  private final String clusterId;
  private final SortedMap<Integer, BrokerNode> liveBrokers;
  private final SortedMap<String, TopicImage> topicsByName;
  private final Map<UUID, TopicImage> topicsById;

  private ClusterImage(
      String clusterId,
      SortedMap<Integer, BrokerNode> liveBrokers,
      SortedMap<String, TopicImage> topicsByName) {
    this.clusterId = clusterId;
    this.liveBrokers = Collections.unmodifiableSortedMap(liveBrokers);
    this.topicsByName = Collections.unmodifiableSortedMap(topicsByName);
    this.topicsById = new HashMap<>();
    topicsByName.values().forEach(topic -> topicsById.put(topic.id(), topic));
  }

  public static ClusterImage empty(String clusterId) {
    return new ClusterImage(clusterId, new TreeMap<>(), new TreeMap<>());
  }

  /** Twenty-two characters of Base64, as Kafka writes a UUID. */
  public String clusterId() {
    return clusterId;
  }

  /**
   * The broker that clients are told to be the controller: the live one with the lowest id, -1 if
   * none lives. Any broker takes a request for the controller, as in KRaft.
   */
  public int controllerId() {
    return liveBrokers.isEmpty() ? -1 : liveBrokers.firstKey();
  }

  /** The live brokers by id. */
  public Collection<BrokerNode> liveBrokers() {
    return liveBrokers.values();
  }

  /** The broker; null if it does not live. */
  public @Nullable BrokerNode liveBroker(int id) {
    return liveBrokers.get(id);
  }

  /** All topics by name. */
  public Collection<TopicImage> topics() {
    return topicsByName.values();
  }

  public @Nullable TopicImage topic(String name) {
    return topicsByName.get(name);
  }

  public @Nullable TopicImage topic(UUID id) {
    return topicsById.get(id);
  }

  public ClusterImage withBroker(BrokerNode broker) {
    SortedMap<Integer, BrokerNode> brokers = new TreeMap<>(liveBrokers);
    brokers.put(broker.id(), broker);
    return new ClusterImage(clusterId, brokers, topicsByName);
  }

  public ClusterImage withoutBroker(int id) {
    SortedMap<Integer, BrokerNode> brokers = new TreeMap<>(liveBrokers);
    brokers.remove(id);
    return new ClusterImage(clusterId, brokers, topicsByName);
  }

  public ClusterImage withTopic(TopicImage topic) {
    SortedMap<String, TopicImage> topics = new TreeMap<>(topicsByName);
    topics.put(topic.name(), topic);
    return new ClusterImage(clusterId, liveBrokers, topics);
  }

  public ClusterImage withTopics(UnaryOperator<TopicImage> change) {
    SortedMap<String, TopicImage> topics = new TreeMap<>(topicsByName);
    topics.replaceAll((name, topic) -> change.apply(topic));
    return new ClusterImage(clusterId, liveBrokers, topics);
  }
}
