package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.simulation.FaultKind;

/** What administrators do to topics that are being written to. */
enum TopicFault implements FaultKind {
  /** Another replica is made the leader of a partition. */
  LEADER_MOVED(0.3),
  /** A topic gets one more partition. */
  PARTITION_ADDED(0.05);

  private final double most;

  TopicFault(double most) {
    this.most = most;
  }

  @Override
  public double most() {
    return most;
  }
}
