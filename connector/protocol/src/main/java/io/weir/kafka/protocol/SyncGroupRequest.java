package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks for the member's assignment; the leader brings those of all members along. */
public record SyncGroupRequest(
    String groupId,
    int generationId,
    String memberId,
    @Nullable String groupInstanceId,
    @Nullable String protocolType,
    @Nullable String protocolName,
    List<SyncGroupRequestAssignment> assignments) {

  public static final MessageShape<SyncGroupRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(4),
          new SyncGroupRequest("", 0, "", null, null, null, List.of()),
          SyncGroupRequest::pass);

  private SyncGroupRequest pass(Wire wire) {
    return wire.end(
        new SyncGroupRequest(
            wire.string("groupId", groupId),
            wire.int32("generationId", generationId),
            wire.string("memberId", memberId),
            wire.since(3).nullableString("groupInstanceId", groupInstanceId),
            wire.since(5).ignorable().nullableString("protocolType", protocolType),
            wire.since(5).ignorable().nullableString("protocolName", protocolName),
            wire.list("assignments", SyncGroupRequestAssignment.SHAPE, assignments)));
  }

  /**
   * What the leader assigned to one member, opaque to the broker.
   *
   * <p>A reader copies {@code assignment}; a writer copies it too and leaves it with the caller.
   */
  public record SyncGroupRequestAssignment(String memberId, ByteBuf assignment) {

    public static final Shape<SyncGroupRequestAssignment> SHAPE =
        Shape.of(
            new SyncGroupRequestAssignment("", Unpooled.EMPTY_BUFFER),
            SyncGroupRequestAssignment::pass);

    private SyncGroupRequestAssignment pass(Wire wire) {
      return wire.end(
          new SyncGroupRequestAssignment(
              wire.string("memberId", memberId), wire.bytes("assignment", assignment)));
    }
  }
}
