package io.weir.kafka.api;

import org.jspecify.annotations.Nullable;

/**
 * Why a record has failed for good: what the nack of its message carries.
 *
 * <p>Built once per batch where a batch fails as a whole, so several messages may share one
 * instance.
 */
public sealed class ProducerException extends RuntimeException
    permits BrokerException,
        BufferExhaustedException,
        DeadLetterException,
        DeliveryTimeoutException,
        EncodingException,
        InvalidRecordException,
        ProducerClosedException,
        RecordTooLargeException,
        SerializationException {

  private final Persistence persistence;

  ProducerException(String message, Persistence persistence) {
    this(message, persistence, null);
  }

  ProducerException(String message, Persistence persistence, @Nullable Throwable cause) {
    super(message, cause);
    this.persistence = persistence;
  }

  /** Whether the record may be in Kafka nevertheless. */
  public final Persistence persistence() {
    return persistence;
  }

  /** Whether sending the record again cannot duplicate it. */
  public final boolean isSafeToResend() {
    return persistence == Persistence.NOT_PERSISTED;
  }
}
