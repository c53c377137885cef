package io.weir.kafka.testcluster.group;

import static io.weir.kafka.protocol.ErrorCode.COORDINATOR_NOT_AVAILABLE;
import static io.weir.kafka.protocol.ErrorCode.GROUP_MAX_SIZE_REACHED;
import static io.weir.kafka.protocol.ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
import static io.weir.kafka.protocol.ErrorCode.MEMBER_ID_REQUIRED;
import static io.weir.kafka.protocol.ErrorCode.NONE;
import static io.weir.kafka.protocol.ErrorCode.UNKNOWN_MEMBER_ID;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Join.Manner;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of a join.
 *
 * <table>
 *   <caption>Who joins, and what follows</caption>
 *   <tr><td>no id, dynamic</td><td>gets an id and MEMBER_ID_REQUIRED, or is added (old clients)
 *   </td></tr>
 *   <tr><td>no id, static and unknown</td><td>is added</td></tr>
 *   <tr><td>no id, static and known</td><td>{@link StaticReturn replaces} the one before</td></tr>
 *   <tr><td>an id that was given out</td><td>is added</td></tr>
 *   <tr><td>a member, PREPARING_REBALANCE</td><td>has joined</td></tr>
 *   <tr><td>a member, COMPLETING_REBALANCE</td><td>hears the same again, or changes what it offers,
 *   which starts a rebalance</td></tr>
 *   <tr><td>a member, STABLE</td><td>a follower that offers the same hears the same again; the
 *   leader, or a change, starts a rebalance</td></tr>
 * </table>
 *
 * <p>Stateless, the core's thread.
 */
final class Joining {

  /** How long a new member may wait for its first generation, as its client may be gone. */
  static final int NEW_MEMBER_TIMEOUT_MS = 5 * 60 * 1000;

  private final Surroundings surroundings;
  private final Rebalance rebalance;
  private final StaticReturn staticReturn;

  Joining(Surroundings surroundings, Rebalance rebalance) {
    this.surroundings = surroundings;
    this.rebalance = rebalance;
    this.staticReturn = new StaticReturn(surroundings, rebalance);
  }

  Pending<JoinAnswer> join(ClassicGroup group, Join join, long nowMs) {
    if (isFull(group, join.caller().memberId())) {
      group.members().remove(join.caller().memberId());
      return refuse(GROUP_MAX_SIZE_REACHED, "");
    }
    if (group.isIn(GroupState.DEAD)) {
      return refuse(COORDINATOR_NOT_AVAILABLE, join.caller().memberId());
    }
    if (!group.supports(join)) {
      return refuse(INCONSISTENT_GROUP_PROTOCOL, join.caller().memberId());
    }
    return join.caller().isUnnamed()
        ? joinWithoutId(group, join, nowMs)
        : joinWithId(group, join, nowMs);
  }

  private boolean isFull(ClassicGroup group, String memberId) {
    int maxSize = surroundings.settings().maxSize();
    return switch (group.state()) {
      case EMPTY, DEAD -> false;
      case PREPARING_REBALANCE -> {
        Member known = group.members().get(memberId);
        boolean counted = known != null && known.isJoining();
        yield !counted && group.members().joining() >= maxSize;
      }
      case COMPLETING_REBALANCE, STABLE ->
          !group.members().contains(memberId) && group.members().size() >= maxSize;
    };
  }

  private Pending<JoinAnswer> joinWithoutId(ClassicGroup group, Join join, long nowMs) {
    String id = surroundings.ids().next(join);
    if (join.caller().instanceId() != null) {
      Member before = memberOfInstance(group, join.caller().instanceId());
      return before == null
          ? admit(group, new Member(id, join), nowMs)
          : staticReturn.replace(group, before, id, join, nowMs);
    }
    if (join.manner() == Manner.DIRECT) {
      return admit(group, new Member(id, join), nowMs);
    }
    group.members().invite(id);
    surroundings.alarms().expect(group, id, nowMs + join.sessionTimeoutMs());
    return refuse(MEMBER_ID_REQUIRED, id);
  }

  private static @Nullable Member memberOfInstance(ClassicGroup group, String instanceId) {
    String id = group.members().idOfInstance(instanceId);
    return id == null ? null : group.members().get(id);
  }

  private Pending<JoinAnswer> joinWithId(ClassicGroup group, Join join, long nowMs) {
    String id = join.caller().memberId();
    if (group.members().isInvited(id) && join.caller().instanceId() == null) {
      return admit(group, new Member(id, join), nowMs);
    }
    ErrorCode error = group.members().check(join.caller());
    if (error != NONE) {
      return refuse(error, id);
    }
    Member member = Objects.requireNonNull(group.members().get(id));
    return switch (group.state()) {
      case PREPARING_REBALANCE -> rejoin(group, member, join, nowMs);
      case COMPLETING_REBALANCE ->
          member.offers(join.protocols())
              ? repeat(group, member)
              : rejoin(group, member, join, nowMs);
      case STABLE ->
          !group.members().isLeader(id) && member.offers(join.protocols())
              ? repeat(group, member)
              : rejoin(group, member, join, nowMs);
      case EMPTY, DEAD -> refuse(UNKNOWN_MEMBER_ID, "");
    };
  }

  private Pending<JoinAnswer> admit(ClassicGroup group, Member member, long nowMs) {
    Pending<JoinAnswer> answer = surroundings.pending();
    member.markNew();
    group.admit(member, answer);
    surroundings.alarms().expect(group, member.id(), nowMs + NEW_MEMBER_TIMEOUT_MS);
    rebalance.memberJoined(group, nowMs);
    return answer;
  }

  private Pending<JoinAnswer> rejoin(ClassicGroup group, Member member, Join join, long nowMs) {
    Pending<JoinAnswer> answer = surroundings.pending();
    member.update(Member.Terms.of(join));
    member.awaitJoin(answer);
    rebalance.memberJoined(group, nowMs);
    return answer;
  }

  /** The answer of the current generation once more, as the first one may have been lost. */
  private static Pending<JoinAnswer> repeat(ClassicGroup group, Member member) {
    return Pending.of(group.joined(member));
  }

  private static Pending<JoinAnswer> refuse(ErrorCode error, String memberId) {
    return Pending.of(JoinAnswer.refused(error, memberId));
  }
}
