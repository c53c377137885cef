package io.weir.examples.openliberty;

/**
 * What a product costs at the moment.
 *
 * @param product the key of its records
 * @param cents per piece
 */
public record Price(String product, int cents) {}
