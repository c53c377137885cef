package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;

/** The far end of a connection to a broker: a client, or a broker that fetches. */
interface Peer {

  /**
   * @param frame <em>consumed</em>: one response with its length
   */
  void send(ByteBuf frame, long nowMs);

  /** The broker's side is closed already. */
  void closed(String reason, long nowMs);

  /** It should send no more for now. */
  void pause();

  void resume();
}
