package io.weir.kafka.testcluster.metadata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What all brokers share, by the names of Kafka's broker settings. Immutable; what is not given has
 * Kafka's default. Times are in milliseconds unless a name says otherwise.
 */
public final class ClusterSettings {

  /** Kafka's defaults. */
  public static final ClusterSettings DEFAULTS = new ClusterSettings(Map.of());

  /** Whether a topic comes into being when a client asks for its metadata. */
  public enum AutoCreate {
    ENABLED,
    DISABLED
  }

  private final SortedMap<String, String> given;
  private final Map<Setting<?>, Object> values = new HashMap<>();

  private ClusterSettings(Map<String, String> given) {
    this.given = Collections.unmodifiableSortedMap(new TreeMap<>(given));
    SettingCatalogue.BROKER.all().forEach(this::takeDefault);
    List<String> problems = new ArrayList<>();
    this.given.forEach((name, text) -> take(name, text, problems));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
  }

  private void takeDefault(Setting<?> setting) {
    String text = setting.defaultText();
    if (text != null) {
      values.put(setting, setting.parse(text));
    }
  }

  private void take(String name, String text, List<String> problems) {
    try {
      Setting<?> setting = SettingCatalogue.BROKER.get(name);
      values.put(setting, setting.parse(text));
    } catch (IllegalArgumentException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @param settings by Kafka's names, such as {@code replica.lag.time.max.ms}
   * @throws IllegalArgumentException that names each unknown setting, with a similar name, and each
   *     value out of its range
   */
  public static ClusterSettings of(Map<String, String> settings) {
    return settings.isEmpty() ? DEFAULTS : new ClusterSettings(settings);
  }

  /**
   * The same with one setting changed.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  public ClusterSettings with(String name, String value) {
    return with(Map.of(name, value));
  }

  /** The same with some settings changed, as {@link #with(String, String)}. */
  public ClusterSettings with(Map<String, String> changes) {
    Map<String, String> changed = new TreeMap<>(given);
    changed.putAll(changes);
    return of(changed);
  }

  /** What was given, by name. */
  public SortedMap<String, String> given() {
    return given;
  }

  /** The value that holds, as text; null where Kafka has none. */
  public @Nullable String text(Setting<?> setting) {
    return given.getOrDefault(setting.name(), setting.defaultText());
  }

  /** The text of what was given; null if that was not. */
  @Nullable String given(String name) {
    return given.get(name);
  }

  @SuppressWarnings("unchecked") // only the constructor fills the map, with values of the setting
  private <T> T get(Setting<T> setting) {
    return (T) Objects.requireNonNull(values.get(setting), setting::name);
  }

  /** {@code broker.heartbeat.interval.ms}. */
  public int heartbeatIntervalMs() {
    return get(ReplicationCatalogue.HEARTBEAT_INTERVAL);
  }

  /** {@code broker.session.timeout.ms}. */
  public int sessionTimeoutMs() {
    return get(ReplicationCatalogue.SESSION_TIMEOUT);
  }

  /** {@code controlled.shutdown.enable}. */
  public boolean controlledShutdown() {
    return get(ReplicationCatalogue.CONTROLLED_SHUTDOWN);
  }

  /** {@code replica.lag.time.max.ms}. */
  public long replicaLagTimeMaxMs() {
    return get(ReplicationCatalogue.LAG_TIME_MAX);
  }

  /** {@code replica.fetch.wait.max.ms}. */
  public int replicaFetchWaitMaxMs() {
    return get(ReplicationCatalogue.FETCH_WAIT_MAX);
  }

  /** {@code replica.fetch.min.bytes}. */
  public int replicaFetchMinBytes() {
    return get(ReplicationCatalogue.FETCH_MIN_BYTES);
  }

  /** {@code replica.fetch.backoff.ms}. */
  public int replicaFetchBackoffMs() {
    return get(ReplicationCatalogue.FETCH_BACKOFF);
  }

  /** {@code replica.fetch.max.bytes}: of one partition. */
  public int replicaFetchMaxBytes() {
    return get(ReplicationCatalogue.FETCH_MAX_BYTES);
  }

  /** {@code replica.fetch.response.max.bytes}: of a whole response. */
  public int replicaFetchResponseMaxBytes() {
    return get(ReplicationCatalogue.FETCH_RESPONSE_MAX_BYTES);
  }

  /** {@code replica.high.watermark.checkpoint.interval.ms}. */
  public long highWatermarkCheckpointIntervalMs() {
    return get(ReplicationCatalogue.HIGH_WATERMARK_CHECKPOINT);
  }

  /** {@code auto.leader.rebalance.enable}. */
  public boolean autoLeaderRebalance() {
    return get(ReplicationCatalogue.AUTO_REBALANCE);
  }

  /** {@code leader.imbalance.check.interval.seconds}, in milliseconds. */
  public long leaderImbalanceCheckIntervalMs() {
    return 1000 * get(ReplicationCatalogue.IMBALANCE_CHECK);
  }

  /** {@code default.replication.factor}. */
  public int replicationFactor() {
    return get(ReplicationCatalogue.REPLICATION_FACTOR);
  }

  /** {@code num.partitions}: of a topic that does not say, at least one. */
  public int numPartitions() {
    return get(ReplicationCatalogue.PARTITIONS);
  }

  /** {@code auto.create.topics.enable}. */
  public AutoCreate autoCreate() {
    return get(ReplicationCatalogue.AUTO_CREATE) ? AutoCreate.ENABLED : AutoCreate.DISABLED;
  }

  /** {@code delete.topic.enable}. */
  public boolean deleteTopics() {
    return get(ReplicationCatalogue.DELETE_TOPICS);
  }

  /** {@code message.max.bytes}: the largest batch, as it comes. */
  public int messageMaxBytes() {
    return get(LogCatalogue.MESSAGE_MAX_BYTES);
  }

  /** {@code fetch.max.bytes}: of one response to a consumer. */
  public int fetchMaxBytes() {
    return get(LogCatalogue.FETCH_MAX_BYTES);
  }

  /** {@code socket.request.max.bytes}. */
  public int requestMaxBytes() {
    return get(LogCatalogue.REQUEST_MAX_BYTES);
  }

  /** {@code log.retention.check.interval.ms}. */
  public long retentionCheckIntervalMs() {
    return get(LogCatalogue.RETENTION_CHECK);
  }

  /** {@code log.flush.scheduler.interval.ms}: {@link Long#MAX_VALUE} for never. */
  public long flushSchedulerIntervalMs() {
    return get(LogCatalogue.FLUSH_SCHEDULER);
  }

  /** {@code producer.id.expiration.ms}. */
  public int producerIdExpirationMs() {
    return get(LogCatalogue.PRODUCER_EXPIRATION);
  }

  /** {@code producer.id.expiration.check.interval.ms}. */
  public int producerIdExpirationCheckIntervalMs() {
    return get(LogCatalogue.PRODUCER_EXPIRATION_CHECK);
  }

  /** {@code offsets.topic.num.partitions}. */
  public int offsetsTopicPartitions() {
    return get(GroupCatalogue.OFFSETS_PARTITIONS);
  }

  /** {@code offsets.topic.replication.factor}. */
  public int offsetsTopicReplicationFactor() {
    return get(GroupCatalogue.OFFSETS_REPLICATION_FACTOR);
  }

  /** {@code offsets.topic.segment.bytes}. */
  public int offsetsTopicSegmentBytes() {
    return get(GroupCatalogue.OFFSETS_SEGMENT_BYTES);
  }

  /** {@code offsets.commit.timeout.ms}. */
  public int offsetsCommitTimeoutMs() {
    return get(GroupCatalogue.OFFSETS_COMMIT_TIMEOUT);
  }

  /** {@code offsets.retention.minutes}, in milliseconds. */
  public long offsetsRetentionMs() {
    return 60_000L * get(GroupCatalogue.OFFSETS_RETENTION_MINUTES);
  }

  /** {@code offsets.retention.check.interval.ms}. */
  public long offsetsRetentionCheckIntervalMs() {
    return get(GroupCatalogue.OFFSETS_RETENTION_CHECK);
  }

  /** {@code offset.metadata.max.bytes}. */
  public int offsetMetadataMaxBytes() {
    return get(GroupCatalogue.OFFSET_METADATA_MAX_BYTES);
  }

  /** {@code group.initial.rebalance.delay.ms}. */
  public int groupInitialRebalanceDelayMs() {
    return get(GroupCatalogue.INITIAL_REBALANCE_DELAY);
  }

  /** {@code group.min.session.timeout.ms}. */
  public int groupMinSessionTimeoutMs() {
    return get(GroupCatalogue.MIN_SESSION_TIMEOUT);
  }

  /** {@code group.max.session.timeout.ms}. */
  public int groupMaxSessionTimeoutMs() {
    return get(GroupCatalogue.MAX_SESSION_TIMEOUT);
  }

  /** {@code group.max.size}. */
  public int groupMaxSize() {
    return get(GroupCatalogue.MAX_SIZE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClusterSettings that && given.equals(that.given);
  }

  @Override
  public int hashCode() {
    return given.hashCode();
  }

  @Override
  public String toString() {
    return given.toString();
  }
}
