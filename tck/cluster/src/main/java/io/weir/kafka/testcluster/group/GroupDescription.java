package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group as an administrator sees it.
 *
 * @param protocolType empty for a simple group
 * @param protocol what was voted for; empty unless the group is stable
 */
public record GroupDescription(
    String group,
    GroupState state,
    String protocolType,
    String protocol,
    List<MemberDescription> members) {

  public GroupDescription {
    members = List.copyOf(members);
  }

  static GroupDescription of(ClassicGroup group) {
    boolean stable = group.isIn(GroupState.STABLE);
    String protocol = stable && group.protocol() != null ? group.protocol() : "";
    return new GroupDescription(
        group.id(),
        group.state(),
        group.protocolType() == null ? "" : group.protocolType(),
        protocol,
        group.members().all().stream()
            .map(member -> MemberDescription.of(member, protocol))
            .toList());
  }

  /**
   * @param metadata empty unless the group is stable
   * @param assignment empty unless the group is stable
   */
  public record MemberDescription(
      String memberId,
      @Nullable String instanceId,
      Join.Client client,
      ByteBuf metadata,
      ByteBuf assignment) {

    private static MemberDescription of(Member member, String protocol) {
      return new MemberDescription(
          member.id(),
          member.instanceId(),
          member.client(),
          member.metadata(protocol),
          member.assignment());
    }
  }
}
