package io.weir.kafka.api;

/** The channel was closed before the record had its outcome. */
public final class ProducerClosedException extends ProducerException {

  public ProducerClosedException(String message, Persistence persistence) {
    super(message, persistence);
  }
}
