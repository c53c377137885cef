package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a producer id and epoch, for idempotence and transactions (KIP-98).
 *
 * <p>From version 3 a producer names the id and epoch it has, to go on with the next epoch
 * (KIP-360). Version 6 is for two-phase commit (KIP-939) and not released.
 */
public record InitProducerIdRequest(
    @Nullable String transactionalId,
    int transactionTimeoutMs,
    long producerId,
    short producerEpoch,
    boolean enable2Pc,
    boolean keepPreparedTxn) {

  public static final MessageShape<InitProducerIdRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(2),
          new InitProducerIdRequest(
              "", 0, /* producerId= */ -1, /* producerEpoch= */ (short) -1, false, false),
          InitProducerIdRequest::pass);

  /** Asks for a new producer id without a transactional id. */
  public static InitProducerIdRequest idempotent() {
    return new InitProducerIdRequest(null, Integer.MAX_VALUE, -1, (short) -1, false, false);
  }

  private InitProducerIdRequest pass(Wire wire) {
    return wire.end(
        new InitProducerIdRequest(
            wire.nullableString("transactionalId", transactionalId),
            wire.int32("transactionTimeoutMs", transactionTimeoutMs),
            wire.since(3).int64("producerId", producerId),
            wire.since(3).int16("producerEpoch", producerEpoch),
            wire.since(6).bool("enable2Pc", enable2Pc),
            wire.since(6).bool("keepPreparedTxn", keepPreparedTxn)));
  }
}
