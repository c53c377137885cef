package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.metadata.BrokerNode;

/** What happens to a cluster. Ids of connections are the driver's choice and never reused. */
public sealed interface Event {

  /** A broker runs, at these advertised addresses. */
  record BrokerStarted(BrokerNode broker) implements Event {}

  /**
   * A broker is asked to shut down in order: others take over what it leads, it saves what it has,
   * closes its connections and ends with {@link Effect.Halted}. That can take several exchanges
   * with the controller.
   */
  record BrokerStopped(int broker) implements Event {}

  /** A broker's process dies at once, as by SIGKILL; what it wrote survives. */
  record BrokerKilled(int broker) implements Event {}

  /** A broker's machine loses power: as killed, and what was not flushed is lost. */
  record BrokerPoweredOff(int broker) implements Event {}

  /** A broker's process gets no more time, as by SIGSTOP; its connections stay. */
  record BrokerPaused(int broker) implements Event {}

  /** A paused broker goes on with what has come in meanwhile, as by SIGCONT. */
  record BrokerResumed(int broker) implements Event {}

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

  /** Something was changed through a method of the core, or just time has passed. */
  record Nudged() implements Event {}

  /** The time of an {@link Effect.SetTimer} has come. */
  record TimerFired(long timer) implements Event {}
}
