package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;

/** What the driver has to do, in the order of the list. */
public sealed interface Effect {

  /**
   * Writes one response.
   *
   * @param frame owned by the driver, who releases it: the four bytes of length, header and body
   */
  record Send(long connection, ByteBuf frame) implements Effect {}

  /** What was sent has to go out before what is sent from now on. */
  record Flush(long connection) implements Effect {}

  /**
   * Closes the connection; frames of it that still arrive are dropped.
   *
   * @param reason for the log
   */
  record Close(long connection, String reason) implements Effect {}

  /** Stops reading from the connection: a request waits there, and another one behind it. */
  record Pause(long connection) implements Effect {}

  /** Reads again. */
  record Resume(long connection) implements Effect {}

  /** A broker's process has ended: nobody listens on its ports any more. */
  record Halted(int broker) implements Effect {}

  /**
   * Asks for {@link Event.TimerFired} with this id.
   *
   * @param atMs milliseconds since 1970
   */
  record SetTimer(long timer, long atMs) implements Effect {}

  /** The timer's event is no longer needed; one that comes all the same does no harm. */
  record CancelTimer(long timer) implements Effect {}
}
