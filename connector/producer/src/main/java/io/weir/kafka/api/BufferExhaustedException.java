package io.weir.kafka.api;

/** The record did not fit into {@code buffer.memory} within the time that it may wait. */
public final class BufferExhaustedException extends ProducerException {

  public BufferExhaustedException(String message) {
    super(message, Persistence.NOT_PERSISTED);
  }
}
