package io.weir.kafka.network;

/**
 * What an operating system's socket needs to know.
 *
 * @param sendBufferBytes {@code send.buffer.bytes}; -1 leaves it to the operating system
 * @param receiveBufferBytes {@code receive.buffer.bytes}; -1 leaves it to the operating system
 */
public record SocketSettings(int sendBufferBytes, int receiveBufferBytes) {

  /** Leaves the size of a buffer to the operating system. */
  public static final int SYSTEM_DEFAULT = -1;

  /** The defaults of kafka-clients. */
  public static final SocketSettings DEFAULTS = new SocketSettings(128 << 10, 32 << 10);
}
