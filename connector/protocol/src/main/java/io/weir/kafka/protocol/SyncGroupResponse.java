package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * The member's own assignment, empty where {@code errorCode} says why.
 *
 * <p>A reader copies {@code assignment}; a writer copies it too and leaves it with the caller.
 */
public record SyncGroupResponse(
    int throttleTimeMs,
    short errorCode,
    @Nullable String protocolType,
    @Nullable String protocolName,
    ByteBuf assignment) {

  public static final MessageShape<SyncGroupResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(4),
          new SyncGroupResponse(0, (short) 0, null, null, Unpooled.EMPTY_BUFFER),
          SyncGroupResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private SyncGroupResponse pass(Wire wire) {
    return wire.end(
        new SyncGroupResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.since(5).ignorable().nullableString("protocolType", protocolType),
            wire.since(5).ignorable().nullableString("protocolName", protocolName),
            wire.bytes("assignment", assignment)));
  }
}
