package io.weir.kafka.testcluster.metadata;

import java.util.List;

/** The brokers' settings of consumer groups and of the topic that holds their offsets. */
final class GroupCatalogue {

  static final Setting<Integer> OFFSETS_PARTITIONS =
      Setting.ofInt(
              "offsets.topic.num.partitions",
              50,
              "How many partitions the topic of committed offsets is created with.")
          .atLeast(1);
  static final Setting<Short> OFFSETS_REPLICATION_FACTOR =
      Setting.ofShort(
              "offsets.topic.replication.factor",
              (short) 3,
              "How many replicas the topic of committed offsets has, or as many as brokers live.")
          .atLeast(1);
  static final Setting<Integer> OFFSETS_SEGMENT_BYTES =
      Setting.ofInt(
              "offsets.topic.segment.bytes",
              104_857_600,
              "When a segment of the topic of committed offsets rolls.")
          .atLeast(1);
  static final Setting<Integer> OFFSETS_COMMIT_TIMEOUT =
      Setting.ofInt(
              "offsets.commit.timeout.ms",
              5000,
              "How long a commit of offsets waits for the replicas.")
          .atLeast(1);
  static final Setting<Integer> OFFSETS_RETENTION_MINUTES =
      Setting.ofInt(
              "offsets.retention.minutes",
              10_080,
              "How long the offsets of an empty group are kept.")
          .atLeast(1);
  static final Setting<Long> OFFSETS_RETENTION_CHECK =
      Setting.ofLong(
              "offsets.retention.check.interval.ms",
              600_000L,
              "How often a coordinator looks for offsets to forget.")
          .atLeast(1);
  static final Setting<Integer> OFFSET_METADATA_MAX_BYTES =
      Setting.ofInt(
              "offset.metadata.max.bytes",
              4096,
              "How long a text may be that is committed beside an offset.")
          .atLeast(0);
  static final Setting<Integer> INITIAL_REBALANCE_DELAY =
      Setting.ofInt(
              "group.initial.rebalance.delay.ms",
              3000,
              "How long a new group waits for more members.")
          .atLeast(0);
  static final Setting<Integer> MIN_SESSION_TIMEOUT =
      Setting.ofInt(
              "group.min.session.timeout.ms",
              6000,
              "The shortest session timeout that a member may ask for.")
          .atLeast(0);
  static final Setting<Integer> MAX_SESSION_TIMEOUT =
      Setting.ofInt(
              "group.max.session.timeout.ms",
              1_800_000,
              "The longest session timeout that a member may ask for.")
          .atLeast(0);
  static final Setting<Integer> MAX_SIZE =
      Setting.ofInt("group.max.size", Integer.MAX_VALUE, "How many members a group may have.")
          .atLeast(1);

  static final List<Setting<?>> ALL =
      List.of(
          OFFSETS_PARTITIONS,
          OFFSETS_REPLICATION_FACTOR,
          OFFSETS_SEGMENT_BYTES,
          OFFSETS_COMMIT_TIMEOUT,
          OFFSETS_RETENTION_MINUTES,
          OFFSETS_RETENTION_CHECK,
          OFFSET_METADATA_MAX_BYTES,
          INITIAL_REBALANCE_DELAY,
          MIN_SESSION_TIMEOUT,
          MAX_SESSION_TIMEOUT,
          MAX_SIZE);

  private GroupCatalogue() {}
}
