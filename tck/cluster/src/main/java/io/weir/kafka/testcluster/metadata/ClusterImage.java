package io.weir.kafka.testcluster.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The cluster's metadata at one moment, as brokers answer it to clients. Immutable; a change makes
 * a new image with a larger {@link #version}.
 */
public final class ClusterImage {

  private final String clusterId;
  private final long version;
  private final DynamicConfigs configs;
  private final SortedMap<Integer, RegisteredBroker> brokers;
  private final SortedMap<Integer, BrokerNode> liveBrokers;
  private final SortedMap<String, TopicImage> topicsByName;
  private final Map<UUID, TopicImage> topicsById;

  private ClusterImage(
      String clusterId,
      long version,
      DynamicConfigs configs,
      SortedMap<Integer, RegisteredBroker> brokers,
      SortedMap<String, TopicImage> topicsByName) {
    this.clusterId = clusterId;
    this.version = version;
    this.configs = configs;
    this.brokers = Collections.unmodifiableSortedMap(brokers);
    this.topicsByName = Collections.unmodifiableSortedMap(topicsByName);
    this.liveBrokers = new TreeMap<>();
    brokers.values().stream()
        .filter(RegisteredBroker::isUnfenced)
        .forEach(broker -> liveBrokers.put(broker.id(), broker.node()));
    this.topicsById = new HashMap<>();
    topicsByName.values().forEach(topic -> topicsById.put(topic.id(), topic));
  }

  /** A new cluster under Kafka's default settings. */
  public static ClusterImage empty(String clusterId) {
    return empty(clusterId, ClusterSettings.DEFAULTS);
  }

  /** A new cluster under these settings. */
  public static ClusterImage empty(String clusterId, ClusterSettings settings) {
    return new ClusterImage(
        clusterId, 0, DynamicConfigs.over(settings), new TreeMap<>(), new TreeMap<>());
  }

  /** Twenty-two characters of Base64, as Kafka writes a UUID. */
  public String clusterId() {
    return clusterId;
  }

  /** Grows with each change; of two images of one cluster the one with the larger is newer. */
  public long version() {
    return version;
  }

  /** The settings that brokers share, with what was changed while they ran. */
  public ClusterSettings settings() {
    return configs.ofAll();
  }

  /** The settings of one broker, with what was changed while it ran. */
  public ClusterSettings settings(int broker) {
    return configs.of(broker);
  }

  /** What was changed of the brokers' settings while they ran. */
  public DynamicConfigs dynamicConfigs() {
    return configs;
  }

  /** Changes settings of brokers; topics take their defaults from them. */
  public ClusterImage withConfigs(DynamicConfigs changed) {
    SortedMap<String, TopicImage> topics = new TreeMap<>(topicsByName);
    topics.replaceAll(
        (name, topic) -> topic.withSettings(topic.settings().withDefaults(changed.ofAll())));
    return new ClusterImage(clusterId, version + 1, changed, brokers, topics);
  }

  /**
   * The broker that clients are told to be the controller: the live one with the lowest id, -1 if
   * none lives. Any broker takes a request for the controller, as in KRaft.
   */
  public int controllerId() {
    return liveBrokers.isEmpty() ? -1 : liveBrokers.firstKey();
  }

  /** All brokers that ever registered, fenced ones too, by id. */
  public Collection<RegisteredBroker> brokers() {
    return brokers.values();
  }

  /** The broker, fenced or not; null if it never registered. */
  public @Nullable RegisteredBroker broker(int id) {
    return brokers.get(id);
  }

  /** The brokers that are not fenced, by id. */
  public Collection<BrokerNode> liveBrokers() {
    return Collections.unmodifiableCollection(liveBrokers.values());
  }

  /** The broker; null if it is fenced or never registered. */
  public @Nullable BrokerNode liveBroker(int id) {
    return liveBrokers.get(id);
  }

  /** Whether the broker may become a leader or join an ISR. */
  public boolean isEligible(int id) {
    RegisteredBroker broker = brokers.get(id);
    return broker != null && broker.isEligible();
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

  /** The partition; null if there is no such topic or index. */
  public @Nullable PartitionImage partition(TopicPartition partition) {
    TopicImage topic = topicsById.get(partition.topicId());
    return topic == null ? null : topic.partition(partition.index());
  }

  /** Adds the broker, or changes what is known of it. */
  public ClusterImage withBroker(RegisteredBroker broker) {
    SortedMap<Integer, RegisteredBroker> changed = new TreeMap<>(brokers);
    changed.put(broker.id(), broker);
    return new ClusterImage(clusterId, version + 1, configs, changed, topicsByName);
  }

  /** Adds the topic, or changes it. */
  public ClusterImage withTopic(TopicImage topic) {
    return withTopics(List.of(topic));
  }

  /** Adds or changes these topics at once. */
  public ClusterImage withTopics(List<TopicImage> topics) {
    SortedMap<String, TopicImage> changed = new TreeMap<>(topicsByName);
    topics.forEach(topic -> changed.put(topic.name(), topic));
    return new ClusterImage(clusterId, version + 1, configs, brokers, changed);
  }

  /** Changes each topic. */
  public ClusterImage withTopics(UnaryOperator<TopicImage> change) {
    return withTopics(topicsByName.values().stream().map(change).toList());
  }

  public ClusterImage withoutTopic(String name) {
    SortedMap<String, TopicImage> changed = new TreeMap<>(topicsByName);
    changed.remove(name);
    return new ClusterImage(clusterId, version + 1, configs, brokers, changed);
  }
}
