package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.GroupState.COMPLETING_REBALANCE;
import static io.weir.kafka.testcluster.group.GroupState.STABLE;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Join.Manner;
import io.weir.kafka.testcluster.group.JoinAnswer.JoinedMember;
import java.util.List;

/**
 * A static member that comes back after a restart (KIP-345): it gets a new id, the old one is
 * fenced, and in a stable group it keeps its assignment without a rebalance, unless what it offers
 * now changes the vote.
 *
 * <p>Stateless, the core's thread.
 */
final class StaticReturn {

  private final Surroundings surroundings;
  private final Rebalance rebalance;

  StaticReturn(Surroundings surroundings, Rebalance rebalance) {
    this.surroundings = surroundings;
    this.rebalance = rebalance;
  }

  /**
   * @param before the member as it was
   * @param newId what it is called from now on
   */
  Pending<JoinAnswer> replace(
      ClassicGroup group, Member before, String newId, Join join, long nowMs) {
    String leaderBefore = group.leader();
    Member.Terms termsBefore = before.terms();
    surroundings.alarms().forget(group, before.id());
    Member member = group.members().rename(before, newId);
    member.update(Member.Terms.of(join));
    surroundings.alarms().keepAlive(group, member, nowMs);
    Pending<JoinAnswer> answer = surroundings.pending();
    member.awaitJoin(answer);
    if (group.isIn(STABLE) && group.members().elected().equals(group.protocol())) {
      new Resumption(group, before.id(), termsBefore, leaderBefore, join.manner())
          .save(member, nowMs);
    } else if (group.isIn(COMPLETING_REBALANCE)) {
      rebalance.begin(group, nowMs);
    } else {
      rebalance.memberJoined(group, nowMs);
    }
    return answer;
  }

  /** The return of a member whose assignment stands, until its new id is written. */
  private final class Resumption {

    private final ClassicGroup group;
    private final String idBefore;
    private final Member.Terms termsBefore;
    private final String leaderBefore;
    private final Manner manner;

    Resumption(
        ClassicGroup group,
        String idBefore,
        Member.Terms termsBefore,
        String leaderBefore,
        Manner manner) {
      this.group = group;
      this.idBefore = idBefore;
      this.termsBefore = termsBefore;
      this.leaderBefore = leaderBefore;
      this.manner = manner;
    }

    void save(Member member, long nowMs) {
      List<GroupRecord> records =
          List.of(new GroupRecord.Group(group.id(), GroupSnapshot.of(group)));
      surroundings
          .journal()
          .write(
              group.id(),
              records,
              (error, answeredAtMs) -> answered(member, error, answeredAtMs),
              nowMs);
    }

    private void answered(Member member, ErrorCode error, long nowMs) {
      if (group.members().get(member.id()) != member) {
        // Removed or replaced meanwhile, and answered then.
        return;
      }
      if (error == ErrorCode.NONE) {
        member.answerJoin(welcome(member));
      } else {
        revert(member, error, nowMs);
      }
    }

    private void revert(Member member, ErrorCode error, long nowMs) {
      member.answerJoin(JoinAnswer.refused(WriteErrors.ofGroup(error), ""));
      surroundings.alarms().forget(group, member.id());
      Member before = group.members().rename(member, idBefore);
      before.update(termsBefore);
      surroundings.alarms().keepAlive(group, before, nowMs);
    }

    /**
     * Clients that do not know how to skip the assignment are told the old id of the leader, so
     * that a returning leader takes itself for a follower and assigns nothing.
     */
    private JoinAnswer welcome(Member member) {
      if (manner != Manner.MAY_SKIP_ASSIGNMENT) {
        return group.joined(member, List.of(), leaderBefore);
      }
      boolean leads = group.members().isLeader(member.id());
      List<JoinedMember> told = leads ? group.forLeader() : List.of();
      JoinAnswer joined = group.joined(member, told, group.leader());
      return leads ? joined.withoutAssignment() : joined;
    }
  }
}
