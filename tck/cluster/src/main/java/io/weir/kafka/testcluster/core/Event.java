package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.metadata.BrokerNode;

/** What happens to a cluster. Ids of connections are the driver's choice and never reused. */
public sealed interface Event {

  /** A broker runs, at these advertised addresses. */
  record BrokerStarted(BrokerNode broker) implements Event {}

  /** A broker is shut down; the core closes its connections. */
  record BrokerStopped(int broker) implements Event {}

  /** A client has connected to a broker's listener of this name. */
  record ConnectionOpened(long connection, int broker, String listener) implements Event {}

  /**
   * One request arrived.
   *
   * @param frame <em>consumed</em>: header and body, without the four bytes of length
   */
  record FrameReceived(long connection, ByteBuf frame) implements Event {}

  /** The client has gone, or the driver has closed the connection. */
  record ConnectionClosed(long connection) implements Event {}

  /** The time of an {@link Effect.SetTimer} has come. */
  record TimerFired(long timer) implements Event {}
}
