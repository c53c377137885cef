package io.weir.kafka.testcluster.group;

import static io.weir.kafka.protocol.ErrorCode.COORDINATOR_NOT_AVAILABLE;
import static io.weir.kafka.protocol.ErrorCode.ILLEGAL_GENERATION;
import static io.weir.kafka.protocol.ErrorCode.INCONSISTENT_GROUP_PROTOCOL;
import static io.weir.kafka.protocol.ErrorCode.NONE;
import static io.weir.kafka.protocol.ErrorCode.REBALANCE_IN_PROGRESS;
import static io.weir.kafka.protocol.ErrorCode.UNKNOWN_MEMBER_ID;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands out assignments. Followers that ask wait for the leader; the leader's answer is written to
 * the log, and when that is replicated, all who wait get their share and the group is stable. Who
 * asks later gets its share at once.
 *
 * <p>Stateless, the core's thread.
 */
final class Syncing {

  private final Surroundings surroundings;
  private final Rebalance rebalance;

  Syncing(Surroundings surroundings, Rebalance rebalance) {
    this.surroundings = surroundings;
    this.rebalance = rebalance;
  }

  Pending<SyncAnswer> sync(ClassicGroup group, Sync sync, long nowMs) {
    ErrorCode error = check(group, sync);
    if (error != NONE) {
      return Pending.of(SyncAnswer.refused(error));
    }
    Member member = Objects.requireNonNull(group.members().get(sync.caller().memberId()));
    rebalance.synced(group, member);
    if (group.isIn(GroupState.STABLE)) {
      return Pending.of(share(group, member));
    }
    Pending<SyncAnswer> answer = surroundings.pending();
    member.awaitSync(answer);
    if (group.members().isLeader(member.id())) {
      save(group, sync.assignments(), nowMs);
    }
    return answer;
  }

  private static ErrorCode check(ClassicGroup group, Sync sync) {
    if (group.isIn(GroupState.DEAD)) {
      return COORDINATOR_NOT_AVAILABLE;
    }
    ErrorCode error = group.members().check(sync.caller());
    if (error != NONE) {
      return error;
    }
    if (sync.generation() != group.generation()) {
      return ILLEGAL_GENERATION;
    }
    if (differs(sync.protocolType(), group.protocolType())
        || differs(sync.protocol(), group.protocol())) {
      return INCONSISTENT_GROUP_PROTOCOL;
    }
    return switch (group.state()) {
      case EMPTY, DEAD -> UNKNOWN_MEMBER_ID;
      case PREPARING_REBALANCE -> REBALANCE_IN_PROGRESS;
      case COMPLETING_REBALANCE, STABLE -> NONE;
    };
  }

  private static boolean differs(@Nullable String said, @Nullable String known) {
    return said != null && !said.equals(known);
  }

  private void save(ClassicGroup group, Map<String, ByteBuf> assignments, long nowMs) {
    int generation = group.generation();
    Map<String, ByteBuf> shares = new HashMap<>();
    group.members().all().forEach(member -> shares.put(member.id(), shareOf(member, assignments)));
    GroupSnapshot snapshot = GroupSnapshot.of(group, member -> shareOf(member, shares));
    surroundings
        .journal()
        .write(
            group.id(),
            List.of(new GroupRecord.Group(group.id(), snapshot)),
            (error, answeredAtMs) -> {
              // Another member may have joined or left meanwhile, and the leader may have asked
              // twice.
              if (group.isIn(GroupState.COMPLETING_REBALANCE) && group.generation() == generation) {
                saved(group, shares, error, answeredAtMs);
              }
            },
            nowMs);
  }

  private static ByteBuf shareOf(Member member, Map<String, ByteBuf> shares) {
    return shares.getOrDefault(member.id(), Unpooled.EMPTY_BUFFER);
  }

  private void saved(ClassicGroup group, Map<String, ByteBuf> shares, ErrorCode error, long nowMs) {
    if (error != NONE) {
      rebalance.withdraw(group, WriteErrors.ofGroup(error), nowMs);
      rebalance.begin(group, nowMs);
      return;
    }
    group.become(GroupState.STABLE, nowMs);
    for (Member member : group.members().all()) {
      member.assign(shareOf(member, shares));
      if (member.answerSync(share(group, member))) {
        // Its session may have run out while it waited, which did not count.
        surroundings.alarms().keepAlive(group, member, nowMs);
      }
    }
  }

  private static SyncAnswer share(ClassicGroup group, Member member) {
    return new SyncAnswer(NONE, group.protocolType(), group.protocol(), member.assignment());
  }
}
