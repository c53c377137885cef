package io.weir.kafka.testcluster.metadata;

import java.util.List;

/**
 * The brokers' settings of logs. Most give a topic's setting its default, so the core reads them
 * through {@link TopicSettings}.
 */
final class LogCatalogue {

  static final Setting<Integer> MESSAGE_MAX_BYTES =
      Setting.ofInt("message.max.bytes", 1_048_588, "The largest batch, as it comes.").atLeast(0);
  static final Setting<Long> RETENTION_CHECK =
      Setting.ofLong(
              "log.retention.check.interval.ms",
              300_000L,
              "How often a broker looks for segments to delete.")
          .atLeast(1);
  static final Setting<Integer> PRODUCER_EXPIRATION =
      Setting.ofInt(
              "producer.id.expiration.ms",
              86_400_000,
              "How long a partition remembers a producer that writes no more.")
          .atLeast(1);
  static final Setting<Integer> PRODUCER_EXPIRATION_CHECK =
      Setting.ofInt(
              "producer.id.expiration.check.interval.ms",
              600_000,
              "How often a broker looks for producers to forget.")
          .atLeast(1);
  static final Setting<Long> FLUSH_SCHEDULER =
      Setting.ofLong(
              "log.flush.scheduler.interval.ms",
              Long.MAX_VALUE,
              "How often a broker looks for logs to flush by time.")
          .atLeast(1);
  static final Setting<Integer> REQUEST_MAX_BYTES =
      Setting.ofInt(
              "socket.request.max.bytes",
              104_857_600,
              "The largest request; a longer one closes its connection.")
          .atLeast(1);
  static final Setting<Integer> FETCH_MAX_BYTES =
      Setting.ofInt(
              "fetch.max.bytes", 57_671_680, "How much one fetch of a consumer may be answered.")
          .atLeast(1024);

  private static final Setting<Integer> SEGMENT_BYTES =
      Setting.ofInt("log.segment.bytes", 1_073_741_824, "When a segment rolls by its size.")
          .atLeast(TopicCatalogue.LEAST_SEGMENT_BYTES);
  private static final Setting<Long> ROLL_MS =
      Setting.ofLong("log.roll.ms", null, "When a segment rolls by its age.").atLeast(1);
  private static final Setting<Integer> ROLL_HOURS =
      Setting.ofInt("log.roll.hours", 168, "As log.roll.ms, which counts if both are set.")
          .atLeast(1);
  private static final Setting<Long> FLUSH_MESSAGES =
      Setting.ofLong(
              "log.flush.interval.messages",
              Long.MAX_VALUE,
              "After how many records a log is forced to the device.")
          .atLeast(1);
  private static final Setting<Long> FLUSH_MS =
      Setting.ofLong(
              "log.flush.interval.ms", null, "How old a record is when it is forced to the device.")
          .atLeast(0);
  private static final Setting<Long> RETENTION_MS =
      Setting.ofLong(
              "log.retention.ms",
              null,
              "How old a segment's last record is when the segment is deleted; -1 for never.")
          .atLeast(-1);
  private static final Setting<Integer> RETENTION_MINUTES =
      Setting.ofInt(
          "log.retention.minutes", null, "As log.retention.ms, which counts if both are set.");
  private static final Setting<Integer> RETENTION_HOURS =
      Setting.ofInt(
          "log.retention.hours", 168, "As log.retention.minutes, which counts if both are set.");
  private static final Setting<Long> RETENTION_BYTES =
      Setting.ofLong(
              "log.retention.bytes",
              -1L,
              "How large a partition may be before its oldest segments go; -1 for any size.")
          .atLeast(-1);
  private static final Setting<Integer> INDEX_INTERVAL =
      Setting.ofInt(
              "log.index.interval.bytes", 4096, "How many bytes lie between entries of an index.")
          .atLeast(0);
  private static final Setting<Long> DELETE_DELAY =
      Setting.ofLong(
              "log.segment.delete.delay.ms", 60_000L, "When the file of a deleted segment goes.")
          .atLeast(0);
  private static final Setting<List<String>> CLEANUP_POLICY =
      Setting.ofList("log.cleanup.policy", "delete", "What becomes of old records.")
          .oneOf("compact", "delete");
  private static final Setting<String> TIMESTAMP_TYPE =
      Setting.ofString(
              "log.message.timestamp.type", "CreateTime", "Whose clock a record's timestamp is of.")
          .oneOf("CreateTime", "LogAppendTime");
  private static final Setting<Long> TIMESTAMP_BEFORE =
      Setting.ofLong(
              "log.message.timestamp.before.max.ms",
              Long.MAX_VALUE,
              "How far a record's timestamp may lie in the past.")
          .atLeast(0);
  private static final Setting<Long> TIMESTAMP_AFTER =
      Setting.ofLong(
              "log.message.timestamp.after.max.ms",
              3_600_000L,
              "How far a record's timestamp may lie in the future.")
          .atLeast(0);

  static final List<Setting<?>> ALL =
      List.of(
          MESSAGE_MAX_BYTES,
          RETENTION_CHECK,
          PRODUCER_EXPIRATION,
          PRODUCER_EXPIRATION_CHECK,
          FLUSH_SCHEDULER,
          REQUEST_MAX_BYTES,
          FETCH_MAX_BYTES,
          SEGMENT_BYTES,
          ROLL_MS,
          ROLL_HOURS,
          FLUSH_MESSAGES,
          FLUSH_MS,
          RETENTION_MS,
          RETENTION_MINUTES,
          RETENTION_HOURS,
          RETENTION_BYTES,
          INDEX_INTERVAL,
          DELETE_DELAY,
          CLEANUP_POLICY,
          TIMESTAMP_TYPE,
          TIMESTAMP_BEFORE,
          TIMESTAMP_AFTER);

  private LogCatalogue() {}
}
