package io.weir.kafka.api;

/** The record is larger than {@code max.request.size} or {@code buffer.memory} allows. */
public final class RecordTooLargeException extends ProducerException {

  public RecordTooLargeException(String message) {
    super(message, Persistence.NOT_PERSISTED);
  }
}
