package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What of a group is written to the log, whenever a generation has been assigned or has ended.
 *
 * @param protocolType empty for a simple group
 * @param protocol null without members
 * @param leader null without members
 * @param stateSinceMs milliseconds since 1970, -1 if not known
 */
record GroupSnapshot(
    String protocolType,
    int generation,
    @Nullable String protocol,
    @Nullable String leader,
    long stateSinceMs,
    List<MemberSnapshot> members) {

  GroupSnapshot {
    members = List.copyOf(members);
  }

  /** The group as it is. */
  static GroupSnapshot of(ClassicGroup group) {
    return of(group, Member::assignment);
  }

  /** The group as it will be once the members have these assignments. */
  static GroupSnapshot of(ClassicGroup group, Assignment assignment) {
    List<MemberSnapshot> members =
        group.members().all().stream()
            .map(member -> MemberSnapshot.of(member, group.protocol(), assignment.of(member)))
            .toList();
    return new GroupSnapshot(
        group.protocolType() == null ? "" : group.protocolType(),
        group.generation(),
        group.protocol(),
        group.members().leader(),
        group.stateSinceMs(),
        members);
  }

  /** What a member is to consume. */
  @FunctionalInterface
  interface Assignment {
    ByteBuf of(Member member);
  }

  /**
   * @param subscription what the member says for the protocol of the group
   */
  record MemberSnapshot(
      String memberId,
      @Nullable String instanceId,
      Join.Client client,
      int rebalanceTimeoutMs,
      int sessionTimeoutMs,
      ByteBuf subscription,
      ByteBuf assignment) {

    private static MemberSnapshot of(Member member, @Nullable String protocol, ByteBuf assignment) {
      return new MemberSnapshot(
          member.id(),
          member.instanceId(),
          member.client(),
          member.rebalanceTimeoutMs(),
          member.sessionTimeoutMs(),
          member.metadata(protocol),
          assignment);
    }

    /** The member; only its metadata for the one protocol is known. */
    Member restored(GroupSnapshot group) {
      List<Protocol> protocols =
          group.protocol == null ? List.of() : List.of(new Protocol(group.protocol, subscription));
      Join join =
          new Join(
              "",
              new Caller(memberId, instanceId),
              client,
              sessionTimeoutMs,
              rebalanceTimeoutMs,
              group.protocolType,
              protocols,
              Join.Manner.DIRECT);
      Member member = new Member(memberId, join);
      member.assign(assignment);
      return member;
    }
  }
}
