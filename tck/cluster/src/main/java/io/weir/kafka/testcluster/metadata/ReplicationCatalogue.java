package io.weir.kafka.testcluster.metadata;

import java.util.List;

/** The brokers' settings of membership, replication, elections and new topics. */
final class ReplicationCatalogue {

  static final Setting<Integer> HEARTBEAT_INTERVAL =
      Setting.ofInt(
              "broker.heartbeat.interval.ms",
              2000,
              "How often a broker tells the controller that it lives.")
          .atLeast(1);
  static final Setting<Integer> SESSION_TIMEOUT =
      Setting.ofInt(
              "broker.session.timeout.ms",
              9000,
              "How long the controller hears nothing of a broker before it fences it.")
          .atLeast(1);
  static final Setting<Boolean> CONTROLLED_SHUTDOWN =
      Setting.ofBoolean(
          "controlled.shutdown.enable",
          true,
          "Whether a broker that stops hands its leaderships over first.");
  static final Setting<Long> LAG_TIME_MAX =
      Setting.ofLong(
              "replica.lag.time.max.ms",
              30_000L,
              "How long a follower may be behind its leader before it leaves the ISR.")
          .atLeast(1);
  static final Setting<Integer> FETCH_WAIT_MAX =
      Setting.ofInt(
              "replica.fetch.wait.max.ms",
              500,
              "How long a leader keeps a follower's fetch when there is nothing new.")
          .atLeast(0);
  static final Setting<Integer> FETCH_MIN_BYTES =
      Setting.ofInt(
              "replica.fetch.min.bytes", 1, "For how much a follower's fetch waits at the leader.")
          .atLeast(0);
  static final Setting<Integer> FETCH_BACKOFF =
      Setting.ofInt(
              "replica.fetch.backoff.ms",
              1000,
              "How long a follower waits after a failed fetch of a partition.")
          .atLeast(0);
  static final Setting<Integer> FETCH_MAX_BYTES =
      Setting.ofInt(
              "replica.fetch.max.bytes",
              1_048_576,
              "How much a follower fetches of one partition at once, but one batch at least.")
          .atLeast(0);
  static final Setting<Integer> FETCH_RESPONSE_MAX_BYTES =
      Setting.ofInt(
              "replica.fetch.response.max.bytes",
              10_485_760,
              "How much a follower fetches of all partitions at once, but one batch at least.")
          .atLeast(0);
  static final Setting<Long> HIGH_WATERMARK_CHECKPOINT =
      Setting.ofLong(
              "replica.high.watermark.checkpoint.interval.ms",
              5000L,
              "How often a broker writes the high watermarks down.")
          .atLeast(1);
  static final Setting<Integer> MIN_ISR =
      Setting.ofInt(
              "min.insync.replicas",
              1,
              "How many replicas must be in sync for a write with acks=all to succeed.")
          .atLeast(1);
  static final Setting<Boolean> UNCLEAN_ELECTION =
      Setting.ofBoolean(
          "unclean.leader.election.enable",
          false,
          "Whether a replica that may lack acknowledged records can lead when no other is left.");
  static final Setting<Boolean> AUTO_REBALANCE =
      Setting.ofBoolean(
          "auto.leader.rebalance.enable",
          true,
          "Whether the controller now and then gives leaderships back to the preferred leaders.");
  static final Setting<Long> IMBALANCE_CHECK =
      Setting.ofLong(
              "leader.imbalance.check.interval.seconds",
              300L,
              "How often the controller looks for leaderships to give back.")
          .atLeast(1);
  static final Setting<Integer> REPLICATION_FACTOR =
      Setting.ofInt(
              "default.replication.factor", 1, "How many replicas a topic has that does not say.")
          .atLeast(1);
  static final Setting<Integer> PARTITIONS =
      Setting.ofInt("num.partitions", 1, "How many partitions a topic has that does not say.")
          .atLeast(1);
  static final Setting<Boolean> AUTO_CREATE =
      Setting.ofBoolean(
          "auto.create.topics.enable",
          true,
          "Whether a topic comes into being when a client asks for its metadata.");
  static final Setting<Boolean> DELETE_TOPICS =
      Setting.ofBoolean("delete.topic.enable", true, "Whether a client may delete a topic.");

  static final List<Setting<?>> ALL =
      List.of(
          HEARTBEAT_INTERVAL,
          SESSION_TIMEOUT,
          CONTROLLED_SHUTDOWN,
          LAG_TIME_MAX,
          FETCH_WAIT_MAX,
          FETCH_MIN_BYTES,
          FETCH_BACKOFF,
          FETCH_MAX_BYTES,
          FETCH_RESPONSE_MAX_BYTES,
          HIGH_WATERMARK_CHECKPOINT,
          MIN_ISR,
          UNCLEAN_ELECTION,
          AUTO_REBALANCE,
          IMBALANCE_CHECK,
          REPLICATION_FACTOR,
          PARTITIONS,
          AUTO_CREATE,
          DELETE_TOPICS);

  private ReplicationCatalogue() {}
}
