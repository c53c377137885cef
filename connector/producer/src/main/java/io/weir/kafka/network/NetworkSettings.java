package io.weir.kafka.network;

import io.weir.kafka.config.DurationRange;
import java.time.Duration;

/**
 * What a connection needs to know.
 *
 * @param clientId sent with each request ({@code client.id})
 * @param reconnectBackoff waits between attempts to connect ({@code reconnect.backoff.ms}, {@code
 *     reconnect.backoff.max.ms}); 0 means none
 * @param setupTimeout bounds each step of one attempt - name look-up, stream, handshake - and grows
 *     with failures ({@code socket.connection.setup.timeout.ms}, {@code
 *     socket.connection.setup.timeout.max.ms}, KIP-601)
 * @param maxIdle a connection without traffic for so long is closed ({@code
 *     connections.max.idle.ms}); negative means never
 * @param maxResponseBytes the largest response frame that is accepted
 */
public record NetworkSettings(
    String clientId,
    DurationRange reconnectBackoff,
    DurationRange setupTimeout,
    Duration maxIdle,
    int maxResponseBytes) {

  /** A bound that no honest response comes near: 100 MiB. */
  public static final int DEFAULT_MAX_RESPONSE_BYTES = 100 << 20;

  /** The defaults of kafka-clients. */
  public static NetworkSettings defaults(String clientId) {
    return new NetworkSettings(
        clientId,
        new DurationRange(Duration.ofMillis(50), Duration.ofSeconds(1)),
        new DurationRange(Duration.ofSeconds(10), Duration.ofSeconds(30)),
        Duration.ofMinutes(9),
        DEFAULT_MAX_RESPONSE_BYTES);
  }
}
