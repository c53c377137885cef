package io.weir.kafka.network;

import java.time.Duration;

/**
 * What a connection needs to know.
 *
 * @param clientId sent with each request ({@code client.id})
 * @param reconnectBackoff waits between attempts to connect ({@code reconnect.backoff.ms}, {@code
 *     reconnect.backoff.max.ms})
 * @param setupTimeout bounds one attempt: name look-up, stream and handshake, each on its own
 *     ({@code socket.connection.setup.timeout.ms} and its maximum, KIP-601)
 * @param maxIdle a connection without traffic for so long is closed ({@code
 *     connections.max.idle.ms})
 * @param maxResponseBytes the largest response frame that is accepted
 */
public record NetworkSettings(
    String clientId,
    Growing reconnectBackoff,
    Growing setupTimeout,
    Duration maxIdle,
    int maxResponseBytes) {

  /** The defaults of kafka-clients; responses of at most 100 MiB. */
  public static NetworkSettings defaults(String clientId) {
    return new NetworkSettings(
        clientId,
        Growing.ofMillis(50, 1_000),
        Growing.ofMillis(10_000, 30_000),
        Duration.ofMinutes(9),
        100 << 20);
  }

  /**
   * A duration that doubles from failure to failure.
   *
   * @param first after the first failure
   * @param most the bound
   */
  public record Growing(Duration first, Duration most) {

    /** The two bounds in milliseconds. */
    public static Growing ofMillis(long firstMs, long mostMs) {
      return new Growing(Duration.ofMillis(firstMs), Duration.ofMillis(mostMs));
    }
  }
}
