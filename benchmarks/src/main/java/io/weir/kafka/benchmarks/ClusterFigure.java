package io.weir.kafka.benchmarks;

/** What is measured of a cluster, and how it is printed. */
enum ClusterFigure {
  PROCESS_TO_ACK("process to first ack s", "%.2f"),
  CALL_TO_ACK("start() to first ack s", "%.3f"),
  AGAIN_TO_ACK("next start() in that JVM to first ack s", "%.4f"),
  HEAP("live heap MB", "%.1f"),
  WIRE_RATE("raw records/s", "%,.0f"),
  WIRE_PER_CORE("raw records per CPU s of the brokers", "%,.0f"),
  WIRE_PROCESS("raw CPU us/record of the process", "%.3f"),
  PRODUCER_RATE("KafkaProducer records/s", "%,.0f"),
  PRODUCER_PER_CORE("KafkaProducer records per CPU s of the brokers", "%,.0f"),
  PRODUCER_PROCESS("KafkaProducer CPU us/record of the process", "%.3f");

  private final String title;
  private final String format;

  ClusterFigure(String title, String format) {
    this.title = title;
    this.format = format;
  }

  String title() {
    return title;
  }

  /** The figure of Kafka that this one is compared with: it starts once, with its process. */
  ClusterFigure peer() {
    return this == CALL_TO_ACK || this == AGAIN_TO_ACK ? PROCESS_TO_ACK : this;
  }

  /** Of one number. */
  String format() {
    return format;
  }
}
