package io.weir.kafka.config;

import java.time.Duration;

/**
 * How one broker's connection is opened and kept.
 *
 * @param setupTimeout for one attempt; at least 0
 * @param maxIdle negative: never closed for being idle
 */
public record SocketSettings(
    DurationRange setupTimeout, DurationRange reconnectBackoff, Duration maxIdle, Buffers buffers) {

  /** -1 leaves a buffer to the operating system. */
  public record Buffers(int sendBytes, int receiveBytes) {}

  static SocketSettings read(SettingsReader reader) {
    return new SocketSettings(
        DurationRange.read(reader, ConnectionKeys.SETUP_TIMEOUT, ConnectionKeys.SETUP_TIMEOUT_MAX),
        DurationRange.read(
            reader, ConnectionKeys.RECONNECT_BACKOFF, ConnectionKeys.RECONNECT_BACKOFF_MAX),
        reader.read(ConnectionKeys.MAX_IDLE),
        new Buffers(
            reader.read(ConnectionKeys.SEND_BUFFER), reader.read(ConnectionKeys.RECEIVE_BUFFER)));
  }
}
