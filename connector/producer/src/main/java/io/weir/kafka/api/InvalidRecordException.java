package io.weir.kafka.api;

import org.jspecify.annotations.Nullable;

/** The record cannot be sent as it is: its topic, partition, timestamp or an interceptor. */
public final class InvalidRecordException extends ProducerException {

  public InvalidRecordException(String message) {
    this(message, null);
  }

  public InvalidRecordException(String message, @Nullable Throwable cause) {
    super(message, Persistence.NOT_PERSISTED, cause);
  }
}
