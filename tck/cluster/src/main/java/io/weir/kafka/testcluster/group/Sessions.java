package io.weir.kafka.testcluster.group;

import static io.weir.kafka.protocol.ErrorCode.COORDINATOR_NOT_AVAILABLE;
import static io.weir.kafka.protocol.ErrorCode.ILLEGAL_GENERATION;
import static io.weir.kafka.protocol.ErrorCode.NONE;
import static io.weir.kafka.protocol.ErrorCode.REBALANCE_IN_PROGRESS;
import static io.weir.kafka.protocol.ErrorCode.UNKNOWN_MEMBER_ID;

import io.weir.kafka.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is still there: heartbeats, goodbyes, and silence for longer than the session timeout.
 *
 * <p>Stateless, the core's thread.
 */
final class Sessions {

  private final Surroundings surroundings;
  private final Rebalance rebalance;

  Sessions(Surroundings surroundings, Rebalance rebalance) {
    this.surroundings = surroundings;
    this.rebalance = rebalance;
  }

  /** A member is there; it learns of a rebalance by REBALANCE_IN_PROGRESS. */
  ErrorCode heartbeat(ClassicGroup group, Caller caller, int generation, long nowMs) {
    if (group.isIn(GroupState.DEAD)) {
      return COORDINATOR_NOT_AVAILABLE;
    }
    ErrorCode error = group.members().check(caller);
    if (error != NONE) {
      return error;
    }
    if (generation != group.generation()) {
      return ILLEGAL_GENERATION;
    }
    heard(group, caller.memberId(), nowMs);
    return group.isIn(GroupState.PREPARING_REBALANCE) ? REBALANCE_IN_PROGRESS : NONE;
  }

  /** Starts the member's session anew. */
  void heard(ClassicGroup group, String memberId, long nowMs) {
    Member member = group.members().get(memberId);
    if (member != null) {
      surroundings.alarms().keepAlive(group, member, nowMs);
    }
  }

  /** What becomes of each of those who leave, in the same order. */
  List<ErrorCode> leave(ClassicGroup group, List<Caller> leaving, long nowMs) {
    List<ErrorCode> results = new ArrayList<>(leaving.size());
    for (Caller caller : leaving) {
      results.add(leave(group, caller));
    }
    if (results.contains(NONE)) {
      rebalance.memberLost(group, nowMs);
    }
    return results;
  }

  private ErrorCode leave(ClassicGroup group, Caller caller) {
    if (group.members().isInvited(caller.memberId())) {
      surroundings.alarms().forget(group, caller.memberId());
      group.members().remove(caller.memberId());
      return NONE;
    }
    // An administrator removes a static member by its instance alone.
    String id =
        caller.isUnnamed() ? group.members().idOfInstance(caller.instanceId()) : caller.memberId();
    if (id == null) {
      return UNKNOWN_MEMBER_ID;
    }
    ErrorCode error = group.members().check(new Caller(id, caller.instanceId()));
    Member member = group.members().get(id);
    if (member != null && error == NONE) {
      rebalance.remove(group, member);
    }
    return error;
  }

  /** Nothing was heard of the member, or of one that was given this id, for too long. */
  void expired(ClassicGroup group, String memberId, long nowMs) {
    Member member = group.members().get(memberId);
    if (member == null) {
      group.members().remove(memberId);
      rebalance.inviteeLost(group, nowMs);
    } else if (!member.isExcused()) {
      rebalance.remove(group, member);
      rebalance.memberLost(group, nowMs);
    }
  }
}
