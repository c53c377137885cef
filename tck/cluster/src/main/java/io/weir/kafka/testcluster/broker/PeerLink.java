package io.weir.kafka.testcluster.broker;

import io.netty.buffer.ByteBuf;

/** A broker's connection to another broker, as seen by the one that opened it. */
public interface PeerLink {

  /**
   * @param frame <em>consumed</em>: one request with its length
   */
  void send(ByteBuf frame, long nowMs);

  /** The listener hears nothing more. */
  void close(long nowMs);

  /** What comes back. */
  interface Listener {

    /**
     * @param frame <em>borrowed</em>: header and body of one response
     */
    void received(ByteBuf frame, long nowMs);

    /** The other broker has closed the connection, or does not run. */
    void disconnected(long nowMs);
  }
}
