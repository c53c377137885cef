package io.weir.kafka.testcluster.metadata;

import java.util.List;

/**
 * Brokers' settings that are accepted, so that a real broker's properties can be used, and told to
 * who asks, but change nothing here.
 */
final class InertCatalogue {

  static final List<Setting<?>> ALL =
      List.of(
          Setting.ofInt("background.threads", 10, "Threads for the broker's own work.").atLeast(1),
          Setting.ofInt("compression.gzip.level", -1, "The level of a recompression with gzip.")
              .between(-1, 9),
          Setting.ofInt("compression.lz4.level", 9, "The level of a recompression with lz4.")
              .between(1, 17),
          Setting.ofInt("compression.zstd.level", 3, "The level of a recompression with zstd.")
              .between(-131_072, 22),
          Setting.ofString(
                  "compression.type", "producer", "How a broker compresses what it stores.")
              .oneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"),
          Setting.ofLong("connections.max.idle.ms", 600_000L, "When an idle connection is closed."),
          Setting.ofInt(
              "controller.socket.timeout.ms", 30_000, "How long the controller may take."),
          Setting.ofInt(
              "initial.broker.registration.timeout.ms",
              60_000,
              "How long a broker tries to register."),
          Setting.ofLong(
                  "log.cleaner.delete.retention.ms",
                  86_400_000L,
                  "How long compaction keeps deletions.")
              .atLeast(0),
          Setting.ofBoolean("log.cleaner.enable", true, "Whether logs are compacted."),
          Setting.ofLong(
                  "log.cleaner.max.compaction.lag.ms",
                  Long.MAX_VALUE,
                  "When a record must be compacted.")
              .atLeast(1),
          Setting.ofDouble(
                  "log.cleaner.min.cleanable.ratio", 0.5, "How dirty a log is when compacted.")
              .between(0, 1),
          Setting.ofLong("log.cleaner.min.compaction.lag.ms", 0L, "When a record may be compacted.")
              .atLeast(0),
          Setting.ofInt("log.cleaner.threads", 1, "Threads that compact logs.").atLeast(0),
          Setting.ofList("log.dir", "/tmp/kafka-logs", "Where the logs lie."),
          Setting.ofList("log.dirs", null, "Where the logs lie."),
          Setting.ofInt(
                  "log.flush.offset.checkpoint.interval.ms",
                  60_000,
                  "How often flushed offsets are written down.")
              .atLeast(0),
          Setting.ofInt(
                  "log.flush.start.offset.checkpoint.interval.ms",
                  60_000,
                  "How often start offsets are written down.")
              .atLeast(0),
          Setting.ofInt("log.index.size.max.bytes", 10_485_760, "The size of an index file.")
              .atLeast(4),
          Setting.ofLong("log.local.retention.bytes", -2L, "What tiered storage keeps here.")
              .atLeast(-2),
          Setting.ofLong("log.local.retention.ms", -2L, "How long tiered storage keeps it here.")
              .atLeast(-2),
          Setting.ofBoolean("log.preallocate", false, "Whether segments get their size at once."),
          Setting.ofInt("log.roll.jitter.hours", 0, "By how much the age of a roll varies.")
              .atLeast(0),
          Setting.ofLong("log.roll.jitter.ms", null, "By how much the age of a roll varies."),
          Setting.ofInt(
                  "max.connections", Integer.MAX_VALUE, "How many connections a broker takes.")
              .atLeast(0),
          Setting.ofInt(
                  "max.connections.per.ip", Integer.MAX_VALUE, "How many of them from one address.")
              .atLeast(0),
          Setting.ofInt(
                  "max.incremental.fetch.session.cache.slots",
                  1000,
                  "How many sessions of fetches.")
              .atLeast(0),
          Setting.ofInt("num.io.threads", 8, "Threads that handle requests.").atLeast(1),
          Setting.ofInt("num.network.threads", 3, "Threads that read and write.").atLeast(1),
          Setting.ofInt(
                  "num.recovery.threads.per.data.dir", 2, "Threads that recover logs at the start.")
              .atLeast(1),
          Setting.ofInt("num.replica.fetchers", 1, "Threads that fetch from each leader.")
              .atLeast(1),
          Setting.ofInt("queued.max.requests", 500, "How many requests wait for a thread.")
              .atLeast(1),
          Setting.ofInt(
              "replica.socket.receive.buffer.bytes", 65_536, "The buffer of a follower's socket."),
          Setting.ofInt("replica.socket.timeout.ms", 30_000, "How long a follower waits."),
          Setting.ofInt("request.timeout.ms", 30_000, "How long a broker waits for another."),
          Setting.ofInt("socket.listen.backlog.size", 50, "How many connections wait.").atLeast(1),
          Setting.ofInt("socket.receive.buffer.bytes", 102_400, "The buffer of a socket."),
          Setting.ofInt("socket.send.buffer.bytes", 102_400, "The buffer of a socket."),
          Setting.ofInt("transaction.max.timeout.ms", 900_000, "The longest transaction.")
              .atLeast(1),
          Setting.ofInt("transaction.state.log.min.isr", 2, "In sync for a transaction's state.")
              .atLeast(1),
          Setting.ofInt(
                  "transaction.state.log.num.partitions", 50, "Partitions of transactions' states.")
              .atLeast(1),
          Setting.ofShort(
                  "transaction.state.log.replication.factor",
                  (short) 3,
                  "Replicas of transactions' states.")
              .atLeast(1));

  private InertCatalogue() {}
}
