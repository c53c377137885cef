package io.weir.kafka.simulation.replication;

/** How a writer writes. */
enum WriterKind {
  /** Idempotent with acks=all: sends a batch until it is acknowledged. */
  IDEMPOTENT((short) -1),
  /** acks=all; sends each batch once. */
  ALL((short) -1),
  /** acks=1; sends each batch once. */
  LEADER((short) 1),
  /** acks=0; sends each batch once and hears nothing. */
  NONE((short) 0);

  private final short acks;

  WriterKind(short acks) {
    this.acks = acks;
  }

  short acks() {
    return acks;
  }

  /** Whether what is acknowledged must survive. */
  boolean isDurable() {
    return acks == -1;
  }
}
