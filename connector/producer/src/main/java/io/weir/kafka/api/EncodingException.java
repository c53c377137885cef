package io.weir.kafka.api;

/**
 * The batch that the record had joined could not be compressed, or there was no memory to do so.
 */
public final class EncodingException extends ProducerException {

  public EncodingException(String message, Throwable cause) {
    super(message, Persistence.NOT_PERSISTED, cause);
  }
}
