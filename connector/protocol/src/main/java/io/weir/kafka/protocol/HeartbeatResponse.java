package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/** Whether the generation still holds; REBALANCE_IN_PROGRESS asks the member to join again. */
public record HeartbeatResponse(int throttleTimeMs, short errorCode) {

  public static final MessageShape<HeartbeatResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 4).flexibleFrom(4),
          new HeartbeatResponse(0, (short) 0),
          HeartbeatResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private HeartbeatResponse pass(Wire wire) {
    return wire.end(
        new HeartbeatResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode)));
  }
}
