package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** A member's assignment, or why there is none. */
public record SyncAnswer(
    ErrorCode error, @Nullable String protocolType, @Nullable String protocol, ByteBuf assignment) {

  /** Without an assignment. */
  public static SyncAnswer refused(ErrorCode error) {
    return new SyncAnswer(error, null, null, Unpooled.EMPTY_BUFFER);
  }
}
