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
 * Asks to become, or to stay, a member of a classic group.
 *
 * <p>{@code memberId} is empty until the coordinator has given one; a static member names itself in
 * {@code groupInstanceId} (KIP-345). Times are milliseconds. {@code protocols} are the assignors
 * that the member knows, the preferred one first.
 */
public record JoinGroupRequest(
    String groupId,
    int sessionTimeoutMs,
    int rebalanceTimeoutMs,
    String memberId,
    @Nullable String groupInstanceId,
    String protocolType,
    List<JoinGroupRequestProtocol> protocols,
    @Nullable String reason) {

  public static final MessageShape<JoinGroupRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 9).flexibleFrom(6),
          new JoinGroupRequest("", 0, /* rebalanceTimeoutMs= */ -1, "", null, "", List.of(), null),
          JoinGroupRequest::pass);

  private JoinGroupRequest pass(Wire wire) {
    return wire.end(
        new JoinGroupRequest(
            wire.string("groupId", groupId),
            wire.int32("sessionTimeoutMs", sessionTimeoutMs),
            wire.since(1).ignorable().int32("rebalanceTimeoutMs", rebalanceTimeoutMs),
            wire.string("memberId", memberId),
            wire.since(5).nullableString("groupInstanceId", groupInstanceId),
            wire.string("protocolType", protocolType),
            wire.list("protocols", JoinGroupRequestProtocol.SHAPE, protocols),
            wire.since(8).ignorable().nullableString("reason", reason)));
  }

  /**
   * An assignor and what the member tells the leader for it, which is opaque to the broker.
   *
   * <p>A reader copies {@code metadata}; a writer copies it too and leaves it with the caller.
   */
  public record JoinGroupRequestProtocol(String name, ByteBuf metadata) {

    public static final Shape<JoinGroupRequestProtocol> SHAPE =
        Shape.of(
            new JoinGroupRequestProtocol("", Unpooled.EMPTY_BUFFER),
            JoinGroupRequestProtocol::pass);

    private JoinGroupRequestProtocol pass(Wire wire) {
      return wire.end(
          new JoinGroupRequestProtocol(
              wire.string("name", name), wire.bytes("metadata", metadata)));
    }
  }
}
