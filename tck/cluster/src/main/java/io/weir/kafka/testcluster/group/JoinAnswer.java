package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a member is told that wanted to join.
 *
 * @param generation -1 with an error
 * @param protocol the one that was voted for; null with an error
 * @param leader the member that assigns
 * @param members all of them, for the leader only
 * @param assignmentSkipped whether the leader shall keep the assignment that there is (KIP-814)
 */
public record JoinAnswer(
    ErrorCode error,
    String memberId,
    int generation,
    @Nullable String protocolType,
    @Nullable String protocol,
    String leader,
    List<JoinedMember> members,
    boolean assignmentSkipped) {

  static final int NO_GENERATION = -1;
  static final String NO_LEADER = "";

  public JoinAnswer {
    members = List.copyOf(members);
  }

  static JoinAnswer refused(ErrorCode error, String memberId) {
    return new JoinAnswer(error, memberId, NO_GENERATION, null, null, NO_LEADER, List.of(), false);
  }

  /** The same for a leader that shall not assign. */
  JoinAnswer withoutAssignment() {
    return new JoinAnswer(
        error, memberId, generation, protocolType, protocol, leader, members, true);
  }

  /**
   * @param metadata of the protocol that was voted for
   */
  public record JoinedMember(String memberId, @Nullable String instanceId, ByteBuf metadata) {}
}
