package io.weir.kafka.api;

/** The record had no outcome within {@code delivery.timeout.ms}. */
public final class DeliveryTimeoutException extends ProducerException {

  public DeliveryTimeoutException(String message, Persistence persistence) {
    super(message, persistence);
  }
}
