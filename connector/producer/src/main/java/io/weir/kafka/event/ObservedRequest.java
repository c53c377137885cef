package io.weir.kafka.event;

/**
 * Which request an event is about.
 *
 * @param brokerId negative for a bootstrap address
 * @param api Kafka's name of it, such as {@code Produce}
 */
public record ObservedRequest(int brokerId, String api) {}
