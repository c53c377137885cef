package io.weir.examples.quarkus;

/** An order as it comes by HTTP, and as JSON in Kafka. */
public record Order(String id, String customer, String item, int quantity) {}
