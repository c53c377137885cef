package io.weir.examples.quarkus;

/** What a customer is to pay. */
public record Invoice(String order, String customer, long cents) {}
