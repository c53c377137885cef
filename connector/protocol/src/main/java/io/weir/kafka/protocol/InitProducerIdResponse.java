package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/** The producer id and epoch to write with. */
public record InitProducerIdResponse(
    int throttleTimeMs,
    short errorCode,
    long producerId,
    short producerEpoch,
    long ongoingTxnProducerId,
    short ongoingTxnProducerEpoch) {

  public static final MessageShape<InitProducerIdResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(2),
          new InitProducerIdResponse(
              0,
              (short) 0,
              /* producerId= */ -1,
              (short) 0,
              /* ongoingTxnProducerId= */ -1,
              /* ongoingTxnProducerEpoch= */ (short) -1),
          InitProducerIdResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private InitProducerIdResponse pass(Wire wire) {
    return wire.end(
        new InitProducerIdResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.int64("producerId", producerId),
            wire.int16("producerEpoch", producerEpoch),
            wire.since(6).int64("ongoingTxnProducerId", ongoingTxnProducerId),
            wire.since(6).int16("ongoingTxnProducerEpoch", ongoingTxnProducerEpoch)));
  }
}
