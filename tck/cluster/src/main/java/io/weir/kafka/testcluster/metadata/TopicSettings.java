package io.weir.kafka.testcluster.metadata;

import io.weir.kafka.protocol.ErrorCode;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configs of one topic. Those with a component here take effect; the other names that Kafka
 * knows are accepted, kept and echoed, and change nothing.
 *
 * @param maxMessageBytes {@code max.message.bytes}: the largest batch, compressed
 * @param timestampType {@code message.timestamp.type}
 * @param timestampBeforeMaxMs {@code message.timestamp.before.max.ms}
 * @param timestampAfterMaxMs {@code message.timestamp.after.max.ms}
 * @param overrides as they were given, by name
 */
public record TopicSettings(
    int maxMessageBytes,
    TimestampType timestampType,
    long timestampBeforeMaxMs,
    long timestampAfterMaxMs,
    SortedMap<String, String> overrides) {

  private static final String MAX_MESSAGE_BYTES = "max.message.bytes";
  private static final String TIMESTAMP_TYPE = "message.timestamp.type";
  private static final String TIMESTAMP_BEFORE = "message.timestamp.before.max.ms";
  private static final String TIMESTAMP_AFTER = "message.timestamp.after.max.ms";
  private static final long ONE_HOUR_MS = 3_600_000;

  private static final Set<String> KNOWN =
      Set.of(
          MAX_MESSAGE_BYTES,
          TIMESTAMP_TYPE,
          TIMESTAMP_BEFORE,
          TIMESTAMP_AFTER,
          "cleanup.policy",
          "compression.gzip.level",
          "compression.lz4.level",
          "compression.type",
          "compression.zstd.level",
          "delete.retention.ms",
          "file.delete.delay.ms",
          "flush.messages",
          "flush.ms",
          "follower.replication.throttled.replicas",
          "index.interval.bytes",
          "leader.replication.throttled.replicas",
          "local.retention.bytes",
          "local.retention.ms",
          "max.compaction.lag.ms",
          "min.cleanable.dirty.ratio",
          "min.compaction.lag.ms",
          "min.insync.replicas",
          "preallocate",
          "remote.log.copy.disable",
          "remote.log.delete.on.disable",
          "remote.storage.enable",
          "retention.bytes",
          "retention.ms",
          "segment.bytes",
          "segment.index.bytes",
          "segment.jitter.ms",
          "segment.ms",
          "unclean.leader.election.enable");

  /** Whose clock a record's timestamp comes from. */
  public enum TimestampType {
    CREATE_TIME("CreateTime"),
    LOG_APPEND_TIME("LogAppendTime");

    private final String configValue;

    TimestampType(String configValue) {
      this.configValue = configValue;
    }
  }

  /**
   * @throws RejectedException with INVALID_CONFIG for a name that Kafka does not know or a value
   *     out of its range
   */
  public static TopicSettings of(Map<String, String> configs, ClusterSettings defaults) {
    configs.keySet().forEach(TopicSettings::requireKnown);
    SortedMap<String, String> overrides = new TreeMap<>(configs);
    return new TopicSettings(
        (int) number(overrides, MAX_MESSAGE_BYTES, defaults.messageMaxBytes(), Integer.MAX_VALUE),
        timestampType(overrides.getOrDefault(TIMESTAMP_TYPE, "CreateTime")),
        number(overrides, TIMESTAMP_BEFORE, Long.MAX_VALUE, Long.MAX_VALUE),
        number(overrides, TIMESTAMP_AFTER, ONE_HOUR_MS, Long.MAX_VALUE),
        overrides);
  }

  private static void requireKnown(String name) {
    if (!KNOWN.contains(name)) {
      throw invalid("Unknown topic config name: " + name);
    }
  }

  private static TimestampType timestampType(String value) {
    for (TimestampType type : TimestampType.values()) {
      if (type.configValue.equals(value)) {
        return type;
      }
    }
    throw invalid(TIMESTAMP_TYPE + " is neither CreateTime nor LogAppendTime: " + value);
  }

  private static long number(
      Map<String, String> configs, String name, long defaultValue, long max) {
    String text = configs.get(name);
    if (text == null) {
      return defaultValue;
    }
    try {
      long value = Long.parseLong(text.trim());
      if (value >= 0 && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw invalid(name + " is not a number: " + text);
    }
    throw invalid(name + " is not within 0.." + max + ": " + text);
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_CONFIG, message);
  }
}
