package io.weir.kafka.api;

import org.jspecify.annotations.Nullable;

/** The serializer of the key or the value has refused the payload. */
public final class SerializationException extends ProducerException {

  public SerializationException(String message, @Nullable Throwable cause) {
    super(message, Persistence.NOT_PERSISTED, cause);
  }
}
