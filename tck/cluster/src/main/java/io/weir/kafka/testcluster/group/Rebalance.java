package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.GroupState.COMPLETING_REBALANCE;
import static io.weir.kafka.testcluster.group.GroupState.DEAD;
import static io.weir.kafka.testcluster.group.GroupState.EMPTY;
import static io.weir.kafka.testcluster.group.GroupState.PREPARING_REBALANCE;
import static io.weir.kafka.testcluster.group.GroupState.STABLE;

import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Journal.Write;
import java.util.List;

/**
 * Brings a group from one generation to the next: waits for members to join, ends the joining,
 * waits for them to ask for their assignments.
 *
 * <p>A group that was empty waits {@code group.initial.rebalance.delay.ms}, and again as long as
 * others join meanwhile, at most for the longest rebalance timeout (KIP-134). Any other rebalance
 * ends when all members have joined again, or after the longest rebalance timeout without those who
 * have not; static members stay even then, until their session ends (KIP-345). Who has joined and
 * does not ask for its assignment within that time is removed, which starts the next rebalance.
 *
 * <p>Stateless: the state is in the group and in the timetable. The core's thread.
 */
final class Rebalance {

  private final Surroundings surroundings;

  Rebalance(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  /** Someone has joined: starts a rebalance, or ends the one that only waited for this one. */
  void memberJoined(ClassicGroup group, long nowMs) {
    if (group.state().mayBecome(PREPARING_REBALANCE)) {
      begin(group, nowMs);
    } else {
      endIfAllJoined(group, nowMs);
    }
  }

  /** Someone is gone: starts a rebalance, or ends the one that only waited for this one. */
  void memberLost(ClassicGroup group, long nowMs) {
    if (group.isIn(STABLE) || group.isIn(COMPLETING_REBALANCE)) {
      begin(group, nowMs);
    } else {
      endIfAllJoined(group, nowMs);
    }
  }

  /** Someone who was given an id will not come: a rebalance need not wait for it. */
  void inviteeLost(ClassicGroup group, long nowMs) {
    endIfAllJoined(group, nowMs);
  }

  /** All members must join again. */
  void begin(ClassicGroup group, long nowMs) {
    if (group.isIn(COMPLETING_REBALANCE)) {
      withdraw(group, ErrorCode.REBALANCE_IN_PROGRESS, nowMs);
    }
    surroundings.alarms().endSyncs(group);
    boolean first = group.isIn(EMPTY);
    group.become(PREPARING_REBALANCE, nowMs);
    if (first) {
      int delayMs = surroundings.settings().initialRebalanceDelayMs();
      group.startDelay(Math.max(group.members().rebalanceTimeoutMs() - delayMs, 0));
      surroundings.alarms().awaitJoins(group, nowMs + delayMs);
    } else if (group.members().haveAllJoined()) {
      end(group, nowMs);
    } else {
      surroundings.alarms().awaitJoins(group, nowMs + group.members().rebalanceTimeoutMs());
    }
  }

  /** Nobody has an assignment any more; who waits for one gets the error instead. */
  void withdraw(ClassicGroup group, ErrorCode error, long nowMs) {
    for (Member member : group.members().all()) {
      member.assign(Unpooled.EMPTY_BUFFER);
      if (member.answerSync(SyncAnswer.refused(error))) {
        surroundings.alarms().keepAlive(group, member, nowMs);
      }
    }
  }

  /** The time to join is over, unless it may be extended. */
  void joinPhaseOver(ClassicGroup group, long nowMs) {
    if (!group.isIn(PREPARING_REBALANCE)) {
      return;
    }
    int furtherMs =
        group.isFilling()
            ? group.extendDelay(surroundings.settings().initialRebalanceDelayMs())
            : 0;
    if (furtherMs > 0) {
      surroundings.alarms().awaitJoins(group, nowMs + furtherMs);
    } else {
      end(group, nowMs);
    }
  }

  private void endIfAllJoined(ClassicGroup group, long nowMs) {
    if (group.isIn(PREPARING_REBALANCE) && !group.isFilling() && group.members().haveAllJoined()) {
      end(group, nowMs);
    }
  }

  private void end(ClassicGroup group, long nowMs) {
    surroundings.alarms().endJoins(group);
    for (Member missing : group.members().notJoining()) {
      if (!missing.isStatic()) {
        remove(group, missing);
      }
    }
    if (!group.members().electJoined() && !group.members().isEmpty()) {
      // Only static members are there, and none has come: they may as long as their sessions last.
      int againMs = Math.max(1, group.members().rebalanceTimeoutMs());
      surroundings.alarms().awaitJoins(group, nowMs + againMs);
      return;
    }
    group.nextGeneration(nowMs);
    if (group.isIn(EMPTY)) {
      save(group, nowMs);
    } else {
      announce(group, nowMs);
    }
  }

  private void announce(ClassicGroup group, long nowMs) {
    group.members().expectSyncs();
    for (Member member : group.members().all()) {
      member.answerJoin(group.joined(member));
      member.settle();
      surroundings.alarms().keepAlive(group, member, nowMs);
    }
    surroundings.alarms().awaitSyncs(group, nowMs + group.members().rebalanceTimeoutMs());
  }

  /** The member has asked for its assignment. */
  void synced(ClassicGroup group, Member member) {
    group.members().synced(member.id());
    if (group.members().unsynced().isEmpty()) {
      surroundings.alarms().endSyncs(group);
    }
  }

  /** The time to ask for assignments is over: those who have not are removed. */
  void syncPhaseOver(ClassicGroup group, long nowMs) {
    List<String> missing = group.members().unsynced();
    boolean matters = group.isIn(COMPLETING_REBALANCE) || group.isIn(STABLE);
    if (!matters || missing.isEmpty()) {
      return;
    }
    for (String id : missing) {
      Member member = group.members().get(id);
      if (member != null) {
        remove(group, member);
      }
    }
    begin(group, nowMs);
  }

  /** Takes a member out of the group; what it waits for ends with UNKNOWN_MEMBER_ID. */
  void remove(ClassicGroup group, Member member) {
    member.answerJoin(JoinAnswer.refused(ErrorCode.UNKNOWN_MEMBER_ID, ""));
    member.answerSync(SyncAnswer.refused(ErrorCode.UNKNOWN_MEMBER_ID));
    surroundings.alarms().forget(group, member.id());
    group.members().remove(member.id());
  }

  /**
   * Writes the group as it is, where nobody waits for it: if that fails, the next coordinator knows
   * an older state, which its members correct by joining.
   */
  private void save(ClassicGroup group, long nowMs) {
    Write unwatched = (error, answeredAtMs) -> {};
    surroundings
        .journal()
        .write(
            group.id(),
            List.of(new GroupRecord.Group(group.id(), GroupSnapshot.of(group))),
            unwatched,
            nowMs);
  }

  /** The coordinator has moved: everyone who waits is told, and the group is dead here. */
  void dissolve(ClassicGroup group, ErrorCode error, long nowMs) {
    for (Member member : group.members().all()) {
      member.answerJoin(JoinAnswer.refused(error, member.id()));
      member.answerSync(SyncAnswer.refused(error));
      surroundings.alarms().forget(group, member.id());
    }
    surroundings.alarms().endJoins(group);
    surroundings.alarms().endSyncs(group);
    group.become(DEAD, nowMs);
  }
}
