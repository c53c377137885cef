package io.weir.kafka.event;

/**
 * Which batch an event is about.
 *
 * @param records how many it holds
 */
public record ObservedBatch(String topic, int partition, int records) {}
