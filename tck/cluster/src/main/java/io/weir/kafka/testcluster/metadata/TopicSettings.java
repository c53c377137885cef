package io.weir.kafka.testcluster.metadata;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.Setting.Synonym;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The configs of one topic: what was given for it, else what the brokers' settings say, else
 * Kafka's default. Immutable. Those with a method here take effect; the others that Kafka knows are
 * accepted, kept and told, and change nothing.
 */
public final class TopicSettings {

  /** Whose clock a record's timestamp comes from. */
  public enum TimestampType {
    CREATE_TIME,
    LOG_APPEND_TIME
  }

  private final SortedMap<String, String> overrides;
  private final ClusterSettings defaults;
  private final Map<Setting<?>, Object> values = new HashMap<>();

  /** Looked at for each batch. */
  private final int maxMessageBytes;

  private TopicSettings(Map<String, String> overrides, ClusterSettings defaults) {
    this.overrides = Collections.unmodifiableSortedMap(new TreeMap<>(overrides));
    this.defaults = defaults;
    this.overrides.keySet().forEach(SettingCatalogue.TOPIC::get);
    for (Setting<?> setting : SettingCatalogue.TOPIC.all()) {
      String text = text(setting);
      if (text != null) {
        values.put(setting, setting.parse(text));
      }
    }
    this.maxMessageBytes = get(TopicCatalogue.MAX_MESSAGE_BYTES);
  }

  /**
   * @throws RejectedException with INVALID_CONFIG for a name that Kafka does not know or a value
   *     out of its range
   */
  public static TopicSettings of(Map<String, String> configs, ClusterSettings defaults) {
    try {
      return new TopicSettings(configs, defaults);
    } catch (IllegalArgumentException e) {
      throw new RejectedException(ErrorCode.INVALID_CONFIG, String.valueOf(e.getMessage()));
    }
  }

  /** The same over other brokers' settings. */
  public TopicSettings withDefaults(ClusterSettings newDefaults) {
    return of(overrides, newDefaults);
  }

  /** As they were given, by name. */
  public SortedMap<String, String> overrides() {
    return overrides;
  }

  /** The value that holds, as text; null where Kafka has none. */
  public @Nullable String text(Setting<?> setting) {
    String own = overrides.get(setting.name());
    if (own != null) {
      return own;
    }
    for (Synonym synonym : setting.synonyms()) {
      String given = defaults.given(synonym.name());
      if (given != null) {
        return synonym.factor() == 1 ? given : scaled(given, synonym.factor());
      }
    }
    return setting.defaultText();
  }

  /** Whatever the unit, a negative time means never. */
  private static String scaled(String given, long factor) {
    return Long.toString(Math.max(-1, Long.parseLong(given.trim()) * factor));
  }

  @SuppressWarnings("unchecked") // only the constructor fills the map, with values of the setting
  private <T> T get(Setting<T> setting) {
    return (T) Objects.requireNonNull(values.get(setting), setting::name);
  }

  /** {@code max.message.bytes}: the largest batch, as it comes. */
  public int maxMessageBytes() {
    return maxMessageBytes;
  }

  /** {@code message.timestamp.type}. */
  public TimestampType timestampType() {
    return get(TopicCatalogue.TIMESTAMP_TYPE).equals("CreateTime")
        ? TimestampType.CREATE_TIME
        : TimestampType.LOG_APPEND_TIME;
  }

  /** {@code message.timestamp.before.max.ms}. */
  public long timestampBeforeMaxMs() {
    return get(TopicCatalogue.TIMESTAMP_BEFORE);
  }

  /** {@code message.timestamp.after.max.ms}. */
  public long timestampAfterMaxMs() {
    return get(TopicCatalogue.TIMESTAMP_AFTER);
  }

  /** {@code min.insync.replicas}. */
  public int minInsyncReplicas() {
    return get(TopicCatalogue.MIN_ISR);
  }

  /** {@code unclean.leader.election.enable}. */
  public boolean uncleanLeaderElection() {
    return get(TopicCatalogue.UNCLEAN_ELECTION);
  }

  /** {@code segment.bytes}. */
  public int segmentBytes() {
    return get(TopicCatalogue.SEGMENT_BYTES);
  }

  /** {@code segment.ms}. */
  public long segmentMs() {
    return get(TopicCatalogue.SEGMENT_MS);
  }

  /** {@code retention.ms}; -1 for ever. */
  public long retentionMs() {
    return get(TopicCatalogue.RETENTION_MS);
  }

  /** {@code retention.bytes}; -1 for any size. */
  public long retentionBytes() {
    return get(TopicCatalogue.RETENTION_BYTES);
  }

  /** Whether {@code cleanup.policy} lets old segments be deleted. */
  public boolean deletesOldSegments() {
    List<String> policy = get(TopicCatalogue.CLEANUP_POLICY);
    return policy.contains("delete");
  }

  /**
   * Whether {@code cleanup.policy} is {@code compact} alone, so that nothing may just be deleted.
   */
  public boolean isOnlyCompacted() {
    List<String> policy = get(TopicCatalogue.CLEANUP_POLICY);
    return policy.contains("compact") && !policy.contains("delete");
  }

  /** {@code flush.messages}: {@link Long#MAX_VALUE} for never. */
  public long flushMessages() {
    return get(TopicCatalogue.FLUSH_MESSAGES);
  }

  /** {@code flush.ms}: {@link Long#MAX_VALUE} for never. */
  public long flushMs() {
    return get(TopicCatalogue.FLUSH_MS);
  }

  /** {@code index.interval.bytes}. */
  public int indexIntervalBytes() {
    return get(TopicCatalogue.INDEX_INTERVAL);
  }

  /** {@code file.delete.delay.ms}. */
  public long fileDeleteDelayMs() {
    return get(TopicCatalogue.DELETE_DELAY);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TopicSettings that
        && overrides.equals(that.overrides)
        && defaults.equals(that.defaults);
  }

  @Override
  public int hashCode() {
    return overrides.hashCode();
  }

  @Override
  public String toString() {
    return overrides.toString();
  }
}
