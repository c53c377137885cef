package io.weir.kafka.config;

import java.time.Duration;

/**
 * When a record counts as delivered, and how hard that is tried.
 *
 * @param idempotent whether batches are numbered; only where every in-sync replica acknowledges
 * @param timeout {@code delivery.timeout.ms}: no outcome comes later; at least linger and request
 *     timeout together
 * @param requestTimeout for one broker's answer
 * @param maxInFlightRequests on one connection; at least 1
 */
public record DeliverySettings(
    Acks acks,
    boolean idempotent,
    Duration timeout,
    Duration requestTimeout,
    RetrySettings retry,
    int maxInFlightRequests) {

  static DeliverySettings read(SettingsReader reader, Linger linger) {
    Acks acks = reader.read(DeliveryKeys.ACKS);
    RetrySettings retry = RetrySettings.read(reader);
    return new DeliverySettings(
        acks,
        Checks.idempotence(reader, acks, retry),
        Checks.deliveryTimeout(reader, linger),
        reader.read(DeliveryKeys.REQUEST_TIMEOUT),
        retry,
        reader.read(DeliveryKeys.MAX_IN_FLIGHT));
  }
}
