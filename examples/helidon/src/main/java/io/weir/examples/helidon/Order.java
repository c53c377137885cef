package io.weir.examples.helidon;

/**
 * What somebody ordered.
 *
 * @param id the key of its records
 * @param product what
 * @param quantity how many
 */
public record Order(String id, String product, int quantity) {}
