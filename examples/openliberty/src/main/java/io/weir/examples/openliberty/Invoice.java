package io.weir.examples.openliberty;

/**
 * What an order costs.
 *
 * @param order the order's id
 * @param cents for all pieces
 */
public record Invoice(String order, int cents) {}
