package io.weir.kafka.simulation.pipeline;

/** Who must have a record before it counts as delivered. */
enum Acks {
  /** All replicas in sync: it survives the loss of its leader. */
  ALL("all"),
  /** The leader, with whom it may get lost. */
  LEADER("1"),
  /** Nobody: it has left. */
  NONE("0");

  private final String configured;

  Acks(String configured) {
    this.configured = configured;
  }

  String configured() {
    return configured;
  }
}
