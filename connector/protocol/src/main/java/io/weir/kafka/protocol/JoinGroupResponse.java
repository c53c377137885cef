package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The generation that the group has formed.
 *
 * <p>Only the leader is told the {@code members}, unless {@code skipAssignment} says that it has
 * nothing to assign.
 */
public record JoinGroupResponse(
    int throttleTimeMs,
    short errorCode,
    int generationId,
    @Nullable String protocolType,
    @Nullable String protocolName,
    String leader,
    boolean skipAssignment,
    String memberId,
    List<JoinGroupResponseMember> members) {

  public static final MessageShape<JoinGroupResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 9).flexibleFrom(6),
          new JoinGroupResponse(
              0, (short) 0, /* generationId= */ -1, null, "", "", false, "", List.of()),
          JoinGroupResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private JoinGroupResponse pass(Wire wire) {
    return wire.end(
        new JoinGroupResponse(
            wire.since(2).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.int32("generationId", generationId),
            wire.since(7).ignorable().nullableString("protocolType", protocolType),
            wire.nullableSince(7).nullableString("protocolName", protocolName),
            wire.string("leader", leader),
            wire.since(9).bool("skipAssignment", skipAssignment),
            wire.string("memberId", memberId),
            wire.list("members", JoinGroupResponseMember.SHAPE, members)));
  }

  /**
   * A member and what it said for the assignor that was chosen.
   *
   * <p>A reader copies {@code metadata}; a writer copies it too and leaves it with the caller.
   */
  public record JoinGroupResponseMember(
      String memberId, @Nullable String groupInstanceId, ByteBuf metadata) {

    public static final Shape<JoinGroupResponseMember> SHAPE =
        Shape.of(
            new JoinGroupResponseMember("", null, Unpooled.EMPTY_BUFFER),
            JoinGroupResponseMember::pass);

    private JoinGroupResponseMember pass(Wire wire) {
      return wire.end(
          new JoinGroupResponseMember(
              wire.string("memberId", memberId),
              wire.since(5).ignorable().nullableString("groupInstanceId", groupInstanceId),
              wire.bytes("metadata", metadata)));
    }
  }
}
