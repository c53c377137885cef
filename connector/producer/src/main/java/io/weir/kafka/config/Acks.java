package io.weir.kafka.config;

/** Who must have a record before it counts as delivered. */
public enum Acks {
  /** Nobody: the record has left, the broker does not answer. */
  NONE(0),
  /** The leader of the partition. */
  LEADER(1),
  /** All replicas in sync. */
  ALL(-1);

  private final short wireValue;

  Acks(int wireValue) {
    this.wireValue = (short) wireValue;
  }

  /** As the Produce request carries it: 0, 1 or -1. */
  public short wireValue() {
    return wireValue;
  }
}
