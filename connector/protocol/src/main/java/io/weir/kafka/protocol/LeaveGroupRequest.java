package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes members from a classic group: up to version 2 the one in {@code memberId}, from version 3
 * all in {@code members} (KIP-345).
 */
public record LeaveGroupRequest(String groupId, String memberId, List<MemberIdentity> members) {

  public static final MessageShape<LeaveGroupRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(4),
          new LeaveGroupRequest("", "", List.of()),
          LeaveGroupRequest::pass);

  private LeaveGroupRequest pass(Wire wire) {
    return wire.end(
        new LeaveGroupRequest(
            wire.string("groupId", groupId),
            wire.until(2).string("memberId", memberId),
            wire.since(3).list("members", MemberIdentity.SHAPE, members)));
  }

  /**
   * A member to remove; a static one may go by its {@code groupInstanceId} with an empty {@code
   * memberId}.
   */
  public record MemberIdentity(
      String memberId, @Nullable String groupInstanceId, @Nullable String reason) {

    public static final Shape<MemberIdentity> SHAPE =
        Shape.of(new MemberIdentity("", null, null), MemberIdentity::pass);

    private MemberIdentity pass(Wire wire) {
      return wire.end(
          new MemberIdentity(
              wire.string("memberId", memberId),
              wire.nullableString("groupInstanceId", groupInstanceId),
              wire.since(5).ignorable().nullableString("reason", reason)));
    }
  }
}
