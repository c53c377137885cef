package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.FaultKind;

/** What can go wrong on one stream between the producer and a broker. */
enum LinkFault implements FaultKind {
  /** It cannot be opened. */
  CONNECT_REFUSED(0.3),
  /** It is neither opened nor refused. */
  CONNECT_STALLED(0.2),
  /** The operating system takes the bytes of a request late. */
  WRITE_STALLED(0.15),
  /** The write of a request fails; a part of it may arrive. */
  WRITE_FAILED(0.04),
  /** A request was written, and the stream breaks before all of it arrives. */
  REQUEST_LOST(0.05),
  /** A request arrives late, and so what is sent later to another broker overtakes it. */
  REQUEST_DELAYED(0.12),
  /** What was under way when the producer gave the stream up arrives late, and is acted on. */
  REQUEST_AFTER_CLOSE(0.5),
  /** The broker has acted; the stream breaks before anything of the response arrives. */
  RESPONSE_LOST(0.05),
  /** The stream breaks in the middle of a response. */
  RESPONSE_CUT(0.04),
  /** A response arrives late. */
  RESPONSE_DELAYED(0.08),
  /** A response arrives in pieces. */
  RESPONSE_SLICED(0.3),
  /** From now on the broker hears nothing on it, and nobody says so. */
  HALF_OPEN_TO_BROKER(0.05),
  /** From now on the producer hears nothing on it, and nobody says so; the broker acts. */
  HALF_OPEN_TO_PRODUCER(0.02);

  private final double most;

  LinkFault(double most) {
    this.most = most;
  }

  @Override
  public double most() {
    return most;
  }
}
