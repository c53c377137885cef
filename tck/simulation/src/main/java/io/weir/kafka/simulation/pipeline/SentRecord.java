package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import org.jspecify.annotations.Nullable;

/** One record of the {@link Load} and its outcome. One thread: that of the simulation. */
final class SentRecord {

  static final int ANY_PARTITION = -1;
  static final long NEVER = Long.MIN_VALUE;

  final int number;
  final String topic;

  /** {@link #ANY_PARTITION} if the partitioner is to choose. */
  final int wantedPartition;

  final @Nullable String key;

  /** Begins with the number, so that it is unique. */
  final String value;

  /** Its turn among all records that were accepted; {@link #NEVER} before. */
  long turn = NEVER;

  long acceptedNanos;
  int signals;
  boolean delivered;
  int partition;
  long offset;
  @Nullable ProducerException failure;

  SentRecord(int number, String topic, int wantedPartition, @Nullable String key, String value) {
    this.number = number;
    this.topic = topic;
    this.wantedPartition = wantedPartition;
    this.key = key;
    this.value = value;
  }

  /** Where it was acknowledged; only if it was delivered. */
  Place place() {
    return new Place(topic, partition);
  }

  boolean isKnownToBeMissing() {
    ProducerException present = failure;
    return present != null && present.persistence() == Persistence.NOT_PERSISTED;
  }

  @Override
  public String toString() {
    return "record " + number;
  }
}
