package io.weir.kafka.simulation.pipeline;

/** One partition, by the name of its topic. */
record Place(String topic, int partition) {

  /** Such as {@code orders-0}. */
  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
