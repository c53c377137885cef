package io.weir.kafka.config;

import java.time.Duration;

/**
 * When a record counts as delivered, and how hard that is tried.
 *
 * @param timeout {@code delivery.timeout.ms}: no outcome comes later; at least linger and request
 *     timeout together
 * @param requestTimeout for one broker's answer
 * @param maxInFlightRequests on one connection; at least 1
 */
public record DeliverySettings(
    Acks acks,
    Duration timeout,
    Duration requestTimeout,
    RetrySettings retry,
    int maxInFlightRequests) {

  static DeliverySettings read(SettingsReader reader, Linger linger) {
    return new DeliverySettings(
        reader.read(DeliveryKeys.ACKS),
        Checks.deliveryTimeout(reader, linger),
        reader.read(DeliveryKeys.REQUEST_TIMEOUT),
        RetrySettings.read(reader),
        reader.read(DeliveryKeys.MAX_IN_FLIGHT));
  }
}
