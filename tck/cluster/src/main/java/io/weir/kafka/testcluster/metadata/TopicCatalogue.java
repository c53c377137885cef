package io.weir.kafka.testcluster.metadata;

import java.util.List;

/** The settings of topics; those with a constant take effect, the others are only kept and told. */
final class TopicCatalogue {

  /** Kafka 4 allows no less than 1 MiB; small logs that roll are what tests want. */
  static final int LEAST_SEGMENT_BYTES = 1;

  private static final long HOUR_MS = 3_600_000;
  private static final long MINUTE_MS = 60_000;

  static final Setting<Integer> MAX_MESSAGE_BYTES =
      Setting.ofInt("max.message.bytes", 1_048_588, "The largest batch, as it comes.")
          .atLeast(0)
          .from("message.max.bytes");
  static final Setting<String> TIMESTAMP_TYPE =
      Setting.ofString(
              "message.timestamp.type", "CreateTime", "Whose clock a record's timestamp is of.")
          .oneOf("CreateTime", "LogAppendTime")
          .from("log.message.timestamp.type");
  static final Setting<Long> TIMESTAMP_BEFORE =
      Setting.ofLong(
              "message.timestamp.before.max.ms",
              Long.MAX_VALUE,
              "How far a record's timestamp may lie in the past.")
          .atLeast(0)
          .from("log.message.timestamp.before.max.ms");
  static final Setting<Long> TIMESTAMP_AFTER =
      Setting.ofLong(
              "message.timestamp.after.max.ms",
              HOUR_MS,
              "How far a record's timestamp may lie in the future.")
          .atLeast(0)
          .from("log.message.timestamp.after.max.ms");
  static final Setting<Integer> MIN_ISR =
      Setting.ofInt(
              "min.insync.replicas",
              1,
              "How many replicas must be in sync for a write with acks=all to succeed.")
          .atLeast(1)
          .from("min.insync.replicas");
  static final Setting<Boolean> UNCLEAN_ELECTION =
      Setting.ofBoolean(
              "unclean.leader.election.enable",
              false,
              "Whether a replica that may lack acknowledged records can lead when no other is left.")
          .from("unclean.leader.election.enable");
  static final Setting<Integer> SEGMENT_BYTES =
      Setting.ofInt("segment.bytes", 1_073_741_824, "When a segment rolls by its size.")
          .atLeast(LEAST_SEGMENT_BYTES)
          .from("log.segment.bytes");
  static final Setting<Long> SEGMENT_MS =
      Setting.ofLong("segment.ms", 168 * HOUR_MS, "When a segment rolls by its age.")
          .atLeast(1)
          .from("log.roll.ms")
          .from("log.roll.hours", HOUR_MS);
  static final Setting<Long> RETENTION_MS =
      Setting.ofLong(
              "retention.ms",
              168 * HOUR_MS,
              "How old a segment's last record is when the segment is deleted; -1 for never.")
          .atLeast(-1)
          .from("log.retention.ms")
          .from("log.retention.minutes", MINUTE_MS)
          .from("log.retention.hours", HOUR_MS);
  static final Setting<Long> RETENTION_BYTES =
      Setting.ofLong(
              "retention.bytes",
              -1L,
              "How large a partition may be before its oldest segments go; -1 for any size.")
          .atLeast(-1)
          .from("log.retention.bytes");
  static final Setting<Long> FLUSH_MESSAGES =
      Setting.ofLong(
              "flush.messages",
              Long.MAX_VALUE,
              "After how many records a log is forced to the device.")
          .atLeast(1)
          .from("log.flush.interval.messages");
  static final Setting<Long> FLUSH_MS =
      Setting.ofLong(
              "flush.ms", Long.MAX_VALUE, "How old a record is when it is forced to the device.")
          .atLeast(0)
          .from("log.flush.interval.ms")
          .from("log.flush.scheduler.interval.ms");
  static final Setting<Integer> INDEX_INTERVAL =
      Setting.ofInt("index.interval.bytes", 4096, "How many bytes lie between entries of an index.")
          .atLeast(0)
          .from("log.index.interval.bytes");
  static final Setting<Long> DELETE_DELAY =
      Setting.ofLong("file.delete.delay.ms", MINUTE_MS, "When the file of a deleted segment goes.")
          .atLeast(0)
          .from("log.segment.delete.delay.ms");
  static final Setting<List<String>> CLEANUP_POLICY =
      Setting.ofList("cleanup.policy", "delete", "What becomes of old records.")
          .oneOf("compact", "delete")
          .from("log.cleanup.policy");

  static final List<Setting<?>> ALL =
      List.of(
          MAX_MESSAGE_BYTES,
          TIMESTAMP_TYPE,
          TIMESTAMP_BEFORE,
          TIMESTAMP_AFTER,
          MIN_ISR,
          UNCLEAN_ELECTION,
          SEGMENT_BYTES,
          SEGMENT_MS,
          RETENTION_MS,
          RETENTION_BYTES,
          FLUSH_MESSAGES,
          FLUSH_MS,
          INDEX_INTERVAL,
          DELETE_DELAY,
          CLEANUP_POLICY,
          Setting.ofInt("compression.gzip.level", -1, "The level of a recompression with gzip.")
              .between(-1, 9)
              .from("compression.gzip.level"),
          Setting.ofInt("compression.lz4.level", 9, "The level of a recompression with lz4.")
              .between(1, 17)
              .from("compression.lz4.level"),
          Setting.ofInt("compression.zstd.level", 3, "The level of a recompression with zstd.")
              .between(-131_072, 22)
              .from("compression.zstd.level"),
          Setting.ofString(
                  "compression.type", "producer", "How a broker compresses what it stores.")
              .oneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer")
              .from("compression.type"),
          Setting.ofLong(
                  "delete.retention.ms", 24 * HOUR_MS, "How long compaction keeps deletions.")
              .atLeast(0)
              .from("log.cleaner.delete.retention.ms"),
          Setting.ofList(
              "follower.replication.throttled.replicas", "", "Which followers fetch slowly."),
          Setting.ofList(
              "leader.replication.throttled.replicas", "", "Which leaders answer slowly."),
          Setting.ofLong("local.retention.bytes", -2L, "What tiered storage keeps on the broker.")
              .atLeast(-2)
              .from("log.local.retention.bytes"),
          Setting.ofLong("local.retention.ms", -2L, "How long tiered storage keeps it there.")
              .atLeast(-2)
              .from("log.local.retention.ms"),
          Setting.ofLong(
                  "max.compaction.lag.ms", Long.MAX_VALUE, "When a record must be compacted.")
              .atLeast(1)
              .from("log.cleaner.max.compaction.lag.ms"),
          Setting.ofDouble(
                  "min.cleanable.dirty.ratio", 0.5, "How dirty a log is before it is compacted.")
              .between(0, 1)
              .from("log.cleaner.min.cleanable.ratio"),
          Setting.ofLong("min.compaction.lag.ms", 0L, "When a record may be compacted.")
              .atLeast(0)
              .from("log.cleaner.min.compaction.lag.ms"),
          Setting.ofBoolean("preallocate", false, "Whether a segment gets its whole size at once.")
              .from("log.preallocate"),
          Setting.ofBoolean(
              "remote.log.copy.disable", false, "Whether tiered storage takes no more."),
          Setting.ofBoolean(
              "remote.log.delete.on.disable", false, "Whether leaving tiered storage deletes."),
          Setting.ofBoolean("remote.storage.enable", false, "Whether storage is tiered."),
          Setting.ofInt("segment.index.bytes", 10_485_760, "The size of an index file.")
              .atLeast(4)
              .from("log.index.size.max.bytes"),
          Setting.ofLong("segment.jitter.ms", 0L, "By how much the age of a roll varies.")
              .atLeast(0)
              .from("log.roll.jitter.ms")
              .from("log.roll.jitter.hours", HOUR_MS));

  private TopicCatalogue() {}
}
