package io.weir.kafka.send;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.identity.Refusal;
import io.weir.kafka.protocol.ErrorCode;
import java.util.concurrent.TimeUnit;

/** What to say of a batch that is given up without a final answer. Stateless. */
final class GivenUp {

  private GivenUp() {}

  /**
   * Its time is over.
   *
   * @param obstacle a clause that says what stands in the way now
   */
  static DeliveryTimeoutException expired(Batch batch, SendSettings settings, String obstacle) {
    return new DeliveryTimeoutException(
        "%s had no outcome within delivery.timeout.ms = %d: %s; %s%s. Raise it if such a wait should be borne"
            .formatted(
                name(batch, settings),
                TimeUnit.NANOSECONDS.toMillis(settings.deliveryTimeoutNanos()),
                batch.describePlace(),
                obstacle,
                advice(batch)),
        batch.persistence());
  }

  /** The channel's time is over. */
  static ProducerClosedException closed(Batch batch, SendSettings settings, String obstacle) {
    return new ProducerClosedException(
        "%s had no outcome before the channel closed: %s; %s%s. Where the brokers can be reached, a longer close-timeout helps"
            .formatted(name(batch, settings), batch.describePlace(), obstacle, advice(batch)),
        batch.persistence());
  }

  /** Batches before it are missing in the log, and so may it be, or not. */
  static BrokerException unprovable(Batch batch, SendSettings settings) {
    ErrorCode error = ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER;
    return new BrokerException(
        "%s has failed: batches before it were given up or are lost, and %s, so that it cannot be numbered anew%s"
            .formatted(name(batch, settings), batch.describePlace(), advice(batch)),
        batch.persistence(),
        error.code(),
        error.name());
  }

  /** The cluster gives the producer no id. */
  static BrokerException nameless(Batch batch, SendSettings settings, Refusal refusal) {
    return new BrokerException(
        "%s has failed, as there is no producer id: %s; %s%s"
            .formatted(
                name(batch, settings),
                refusal.reason(),
                "allow the principal IDEMPOTENT_WRITE on the cluster or WRITE on the topic, or set"
                    + " enable.idempotence=false",
                advice(batch)),
        batch.persistence(),
        refusal.error().code(),
        refusal.error().name());
  }

  /** What is known of the records, and what follows from it: the end of a sentence. */
  static String advice(Batch batch) {
    return batch.persistence() == Persistence.NOT_PERSISTED
        ? " (NOT_PERSISTED: its records can be sent again)"
        : " (POSSIBLY_PERSISTED: to send its records again may duplicate them)";
  }

  /** Batch and channel, at the start of a sentence. */
  static String name(Batch batch, SendSettings settings) {
    return "%s of channel '%s'".formatted(batch.describe(), settings.channel());
  }
}
