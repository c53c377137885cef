package io.weir.kafka.api;

/** What is known of a record that failed. */
public enum Persistence {
  /** The record is not in Kafka: sending it again cannot duplicate it. */
  NOT_PERSISTED,
  /** The record may be in Kafka: sending it again may duplicate it. */
  POSSIBLY_PERSISTED
}
