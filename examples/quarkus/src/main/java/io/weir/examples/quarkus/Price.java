package io.weir.examples.quarkus;

/** What an item costs now. */
public record Price(String item, long cents) {}
