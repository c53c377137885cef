package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.FaultKind;

/** What a broker can do to one request instead of serving it. */
enum RequestFault implements FaultKind {
  /** An error for one partition; nothing is written for it. */
  PRODUCE_REFUSED(1),
  /** An error for one partition although it was written. */
  PRODUCE_FAILED_AFTER_APPEND(0.3),
  /** What was written is called a duplicate, at a place that the broker has forgotten. */
  PLACE_FORGOTTEN(0.1),
  /** Some records of a batch are named as bad; nothing is written (KIP-467). */
  RECORDS_REFUSED(0.2),
  /** The request vanishes, and so does all that is behind it. */
  REQUEST_SWALLOWED(0.1),
  /** The answer vanishes, and so does all that is behind it. */
  ANSWER_SWALLOWED(0.1),
  /** The broker closes the connection and has not acted. */
  HUNG_UP_BEFORE(0.1),
  /** The broker acts and closes the connection. */
  HUNG_UP_AFTER(0.1),
  /** The broker takes its time before it acts. */
  HANDLED_LATE(0.2),
  /** The answer ends in the middle, and so does the connection. */
  ANSWER_CUT(0.1),
  /** The broker asks for silence and reads nothing for a while (KIP-219). */
  THROTTLED(0.15),
  /** The topic's metadata cannot be had. */
  METADATA_REFUSED(0.04),
  /** No producer id is to be had. */
  IDENTITY_REFUSED(0.4),
  /** The producer id comes with an epoch that can hardly be raised. */
  EPOCH_NEAR_ITS_END(0.5);

  private final double most;

  RequestFault(double most) {
    this.most = most;
  }

  @Override
  public double most() {
    return most;
  }
}
