package io.weir.kafka.testcluster.group;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The coordinator of the groups of one broker: those whose partition of {@code __consumer_offsets}
 * it leads. A group's partition is that of its id's hash.
 *
 * <p>Owned by the core's thread. Whoever drives it calls {@link #tick} when {@link #nextDeadlineMs}
 * has come, says when a partition is won, lost or replicated further, and wakes those who watch
 * what {@link #drainCompleted} returns. It never blocks and knows no clock: each call brings the
 * time, in milliseconds since 1970, never less than before.
 */
public final class GroupCoordinator {

  private final Surroundings surroundings;
  private final Shards shards;
  private final Rebalance rebalance;
  private final Joining joining;
  private final Syncing syncing;
  private final Sessions sessions;
  private final Offsets offsets;
  private final Expiry expiry;

  /**
   * @param random for the ids of members
   */
  public GroupCoordinator(GroupLog log, GroupSettings settings, RandomGenerator random) {
    Alarms alarms = new Alarms();
    this.shards = new Shards(log, settings, alarms);
    this.surroundings =
        new Surroundings(settings, alarms, shards, new MemberIds(random), new LinkedHashSet<>());
    this.rebalance = new Rebalance(surroundings);
    this.joining = new Joining(surroundings, rebalance);
    this.syncing = new Syncing(surroundings, rebalance);
    this.sessions = new Sessions(surroundings, rebalance);
    this.offsets = new Offsets(surroundings, sessions);
    this.expiry = new Expiry(settings);
  }

  /** The partition that holds the group, of so many. */
  public static int partitionOf(String group, int partitions) {
    int hash = group.hashCode();
    return (hash == Integer.MIN_VALUE ? 0 : Math.abs(hash)) % partitions;
  }

  /** How many partitions the topic has; 0, as at first, while it does not exist. */
  public void setPartitions(int count) {
    shards.setPartitions(count);
  }

  /** This broker leads the partition from now on, or leads it in another epoch. */
  public void elected(int partition, int leaderEpoch, long nowMs) {
    if (shards.leads(partition, leaderEpoch)) {
      return;
    }
    if (shards.isEmpty()) {
      scheduleExpiry(nowMs);
    }
    shards.remove(partition, rebalance, nowMs);
    shards.add(partition, leaderEpoch, nowMs);
  }

  /** This broker leads the partition no longer; harmless if it did not. */
  public void resigned(int partition, long nowMs) {
    shards.remove(partition, rebalance, nowMs);
  }

  /** The high watermark of the partition may have moved; harmless if this broker does not lead. */
  public void advanced(int partition, long nowMs) {
    shards.advanced(partition, nowMs);
  }

  /** When {@link #tick} has something to do next. */
  public OptionalLong nextDeadlineMs() {
    return surroundings.alarms().nextMs();
  }

  /** Does what is due by now. */
  public void tick(long nowMs) {
    Alarms alarms = surroundings.alarms();
    for (Alarm due = alarms.poll(nowMs); due != null; due = alarms.poll(nowMs)) {
      ring(due, nowMs);
    }
  }

  private void ring(Alarm due, long nowMs) {
    if (due instanceof Alarm.Write write) {
      shards.overdue(write, nowMs);
    } else if (due instanceof Alarm.Expiry) {
      expire(nowMs);
    } else if (due instanceof Alarm.OfGroup ofGroup) {
      ClassicGroup group = shards.known(ofGroup.group());
      if (group != null) {
        ring(group, ofGroup, nowMs);
      }
    }
  }

  private void ring(ClassicGroup group, Alarm.OfGroup due, long nowMs) {
    if (due instanceof Alarm.Session session) {
      sessions.expired(group, session.member(), nowMs);
    } else if (due instanceof Alarm.JoinPhase) {
      rebalance.joinPhaseOver(group, nowMs);
    } else if (due instanceof Alarm.SyncPhase) {
      rebalance.syncPhaseOver(group, nowMs);
    }
  }

  /** The answers that were given since this was last called. */
  public Set<WatchKey> drainCompleted() {
    if (surroundings.completed().isEmpty()) {
      return Set.of();
    }
    Set<WatchKey> drained = new LinkedHashSet<>(surroundings.completed());
    surroundings.completed().clear();
    return drained;
  }

  /** The answer comes when the joining ends. */
  public Pending<JoinAnswer> join(Join join, long nowMs) {
    String memberId = join.caller().memberId();
    try {
      requireId(join.group());
      if (!surroundings.settings().sessionTimeouts().contain(join.sessionTimeoutMs())) {
        return Pending.of(JoinAnswer.refused(ErrorCode.INVALID_SESSION_TIMEOUT, memberId));
      }
      Serving shard = shards.serving(join.group());
      ClassicGroup group = shard.group(join.group());
      if (group == null) {
        return join.caller().isUnnamed()
            ? joinNewGroup(shard, join, nowMs)
            : Pending.of(JoinAnswer.refused(ErrorCode.UNKNOWN_MEMBER_ID, memberId));
      }
      return joining.join(group, join, nowMs);
    } catch (RejectedException e) {
      return Pending.of(JoinAnswer.refused(e.error(), memberId));
    }
  }

  /** A group is written when it comes into being, so that the next coordinator knows of it. */
  private Pending<JoinAnswer> joinNewGroup(Serving shard, Join join, long nowMs) {
    ClassicGroup group = shard.groupOrNew(join.group(), nowMs);
    GroupRecord born = new GroupRecord.Group(group.id(), GroupSnapshot.of(group));
    Pending<JoinAnswer> answer = joining.join(group, join, nowMs);
    shard.write(
        List.of(born),
        (error, answeredAtMs) -> {
          if (error != ErrorCode.NONE) {
            answer.complete(JoinAnswer.refused(WriteErrors.ofGroup(error), ""));
          }
        },
        nowMs);
    return answer;
  }

  /** The answer comes when the leader's assignment is replicated. */
  public Pending<SyncAnswer> sync(Sync sync, long nowMs) {
    try {
      requireId(sync.group());
      return syncing.sync(shards.required(sync.group(), ErrorCode.UNKNOWN_MEMBER_ID), sync, nowMs);
    } catch (RejectedException e) {
      return Pending.of(SyncAnswer.refused(e.error()));
    }
  }

  /** What the member is told; NONE also while its group is being loaded. */
  public ErrorCode heartbeat(String group, Caller caller, int generation, long nowMs) {
    try {
      requireId(group);
      ClassicGroup known = shards.required(group, ErrorCode.UNKNOWN_MEMBER_ID);
      return sessions.heartbeat(known, caller, generation, nowMs);
    } catch (RejectedException e) {
      return e.error() == ErrorCode.COORDINATOR_LOAD_IN_PROGRESS ? ErrorCode.NONE : e.error();
    }
  }

  /**
   * What becomes of each of those who leave, in the same order.
   *
   * @throws RejectedException if the group cannot be asked
   */
  public List<ErrorCode> leave(String group, List<Caller> leaving, long nowMs) {
    requireId(group);
    ClassicGroup known = shards.serving(group).group(group);
    return known == null
        ? leaving.stream().map(caller -> ErrorCode.UNKNOWN_MEMBER_ID).toList()
        : sessions.leave(known, leaving, nowMs);
  }

  /**
   * Stores offsets; each has a result when they are replicated.
   *
   * @throws RejectedException with the error of all: GROUP_ID_NOT_FOUND if the caller names a
   *     generation of a group that does not exist
   */
  public Pending<Map<Place, ErrorCode>> commit(Commit commit, long nowMs) {
    Serving shard = shards.serving(commit.group());
    ClassicGroup known = shard.group(commit.group());
    if (known == null && commit.generation() >= 0) {
      throw new RejectedException(
          ErrorCode.GROUP_ID_NOT_FOUND, "There is no group " + commit.group());
    }
    return offsets.commit(shard.groupOrNew(commit.group(), nowMs), commit, nowMs);
  }

  /**
   * The replicated offsets of a group; empty if there is no such group.
   *
   * @throws RejectedException if the group cannot be asked
   */
  public SortedMap<Place, CommittedOffset> committed(String group) {
    ClassicGroup known = shards.serving(group).group(group);
    return known == null ? new TreeMap<>() : known.offsets().all();
  }

  /**
   * Removes offsets; each has a result when that is replicated.
   *
   * @throws RejectedException with the error of all
   */
  public Pending<Map<Place, ErrorCode>> deleteOffsets(
      String group, Collection<Place> places, long nowMs) {
    return offsets.delete(shards.required(group, ErrorCode.GROUP_ID_NOT_FOUND), places, nowMs);
  }

  /**
   * Removes a group without members, and its offsets; answered when that is replicated.
   *
   * @throws RejectedException with GROUP_ID_NOT_FOUND, NON_EMPTY_GROUP, or if the group cannot be
   *     asked
   */
  public Pending<ErrorCode> delete(String group, long nowMs) {
    ClassicGroup known = shards.required(group, ErrorCode.GROUP_ID_NOT_FOUND);
    if (!known.isIn(GroupState.EMPTY)) {
      throw new RejectedException(ErrorCode.NON_EMPTY_GROUP, "The group " + group + " has members");
    }
    Pending<ErrorCode> answer = surroundings.pending();
    Serving shard = shards.serving(group);
    List<GroupRecord> records = new ArrayList<>();
    for (Place place : known.offsets().all().keySet()) {
      records.add(new GroupRecord.Offset(group, place, null));
    }
    records.add(new GroupRecord.Group(group, null));
    rebalance.dissolve(known, ErrorCode.UNKNOWN_MEMBER_ID, nowMs);
    shard.drop(known);
    shard.write(
        records, (error, answeredAtMs) -> answer.complete(WriteErrors.ofGroup(error)), nowMs);
    return answer;
  }

  /**
   * The group as it is.
   *
   * @throws RejectedException with GROUP_ID_NOT_FOUND, or if the group cannot be asked
   */
  public GroupDescription describe(String group) {
    return GroupDescription.of(shards.required(group, ErrorCode.GROUP_ID_NOT_FOUND));
  }

  /**
   * All groups of this broker, by partition and id.
   *
   * @throws RejectedException with COORDINATOR_LOAD_IN_PROGRESS if some are not known yet
   */
  public List<GroupDescription> list() {
    return shards.all().stream().map(GroupDescription::of).toList();
  }

  /** The topic is gone for good; its offsets go with it. */
  public void topicDeleted(String topic, long nowMs) {
    for (ClassicGroup group : shards.allLoaded()) {
      offsets.forget(
          group, group.offsets().placesWhere(each -> each.getKey().topic().equals(topic)), nowMs);
    }
  }

  private void scheduleExpiry(long nowMs) {
    long everyMs = surroundings.settings().retention().checkIntervalMs();
    surroundings.alarms().awaitExpiry(nowMs + everyMs);
  }

  private void expire(long nowMs) {
    for (ClassicGroup group : shards.allLoaded()) {
      offsets.forget(group, expiry.expired(group, nowMs), nowMs);
      if (group.isIn(GroupState.EMPTY) && group.offsets().isEmpty()) {
        delete(group.id(), nowMs);
      }
    }
    scheduleExpiry(nowMs);
  }

  private static void requireId(String group) {
    if (group.isEmpty()) {
      throw new RejectedException(ErrorCode.INVALID_GROUP_ID, "The group id is empty");
    }
  }
}
