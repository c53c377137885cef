package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of {@code __consumer_offsets} that one broker leads, and where a group lies.
 *
 * <p>Owned by the core's thread. A group is in the partition of its id's hash, and in no other.
 */
final class Shards implements Journal {

  private final GroupLog log;
  private final GroupSettings settings;
  private final Alarms alarms;

  /** By partition; owned by the core's thread. */
  private final Map<Integer, Shard> byPartition = new TreeMap<>();

  /** How many there are in the cluster; owned by the core's thread. */
  private int partitions;

  Shards(GroupLog log, GroupSettings settings, Alarms alarms) {
    this.log = log;
    this.settings = settings;
    this.alarms = alarms;
  }

  void setPartitions(int count) {
    partitions = count;
  }

  boolean isEmpty() {
    return byPartition.isEmpty();
  }

  boolean leads(int partition, int leaderEpoch) {
    Shard known = byPartition.get(partition);
    return known != null && known.leaderEpoch() == leaderEpoch;
  }

  void add(int partition, int leaderEpoch, long nowMs) {
    byPartition.put(partition, new Shard.Loading(leaderEpoch, log.endOffset(partition)));
    advanced(partition, nowMs);
  }

  /** Gives the partition up: its groups die, and what was not replicated fails. */
  void remove(int partition, Rebalance rebalance, long nowMs) {
    if (byPartition.remove(partition) instanceof Serving serving) {
      serving.resign(rebalance, nowMs);
    }
  }

  /** The high watermark may have moved. */
  void advanced(int partition, long nowMs) {
    Shard shard = byPartition.get(partition);
    if (shard instanceof Serving serving) {
      serving.advanced(nowMs);
    } else if (shard instanceof Shard.Loading loading
        && log.highWatermark(partition) >= loading.untilOffset()) {
      Serving serving = new Serving(partition, loading.leaderEpoch(), log, settings, alarms);
      serving.load(nowMs);
      byPartition.put(partition, serving);
    }
  }

  /** A write of this partition takes too long. */
  void overdue(Alarm.Write write, long nowMs) {
    if (byPartition.get(write.partition()) instanceof Serving serving) {
      serving.overdue(write.endOffset(), nowMs);
    }
  }

  @Override
  public void write(String group, List<GroupRecord> records, Write write, long nowMs) {
    if (shardOf(group) instanceof Serving serving) {
      serving.write(records, write, nowMs);
    } else {
      write.answered(ErrorCode.NOT_LEADER_OR_FOLLOWER, nowMs);
    }
  }

  private @Nullable Shard shardOf(String group) {
    return partitions == 0
        ? null
        : byPartition.get(GroupCoordinator.partitionOf(group, partitions));
  }

  /** The group, if it is here and loaded. */
  @Nullable ClassicGroup known(String group) {
    return shardOf(group) instanceof Serving serving ? serving.group(group) : null;
  }

  /**
   * The group.
   *
   * @throws RejectedException as {@link #serving}, or with that error if there is none
   */
  ClassicGroup required(String group, ErrorCode ifUnknown) {
    ClassicGroup known = serving(group).group(group);
    if (known == null) {
      throw new RejectedException(ifUnknown, "Group " + group + " not found.");
    }
    return known;
  }

  /**
   * Where the group is or would be.
   *
   * @throws RejectedException with NOT_COORDINATOR or COORDINATOR_LOAD_IN_PROGRESS
   */
  Serving serving(String group) {
    Shard shard = shardOf(group);
    if (shard == null) {
      throw new RejectedException(
          ErrorCode.NOT_COORDINATOR, "This is not the coordinator of group " + group);
    }
    return loaded(shard);
  }

  private static Serving loaded(Shard shard) {
    if (shard instanceof Serving serving) {
      return serving;
    }
    throw new RejectedException(
        ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, "The groups are being loaded");
  }

  /**
   * All groups, by partition and id.
   *
   * @throws RejectedException with COORDINATOR_LOAD_IN_PROGRESS if some are not known yet
   */
  List<ClassicGroup> all() {
    List<ClassicGroup> groups = new ArrayList<>();
    byPartition.values().forEach(shard -> groups.addAll(loaded(shard).groups()));
    return groups;
  }

  /** The groups that are known, by partition and id. */
  List<ClassicGroup> allLoaded() {
    List<ClassicGroup> groups = new ArrayList<>();
    for (Shard shard : byPartition.values()) {
      if (shard instanceof Serving serving) {
        groups.addAll(serving.groups());
      }
    }
    return groups;
  }
}
