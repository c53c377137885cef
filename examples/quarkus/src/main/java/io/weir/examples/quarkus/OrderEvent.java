package io.weir.examples.quarkus;

/** Something that has happened to an order. */
public record OrderEvent(String order, String kind, String note) {}
