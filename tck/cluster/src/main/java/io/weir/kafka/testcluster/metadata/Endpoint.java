package io.weir.kafka.testcluster.metadata;

/**
 * Where clients of one listener reach a broker.
 *
 * @param listener the listener's name, such as {@code PLAINTEXT}
 * @param host as advertised to clients
 * @param port as advertised to clients
 */
public record Endpoint(String listener, String host, int port) {}
