package io.weir.kafka.api;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One record to send.
 *
 * @param topic where it goes
 * @param partition null: the partitioner chooses
 * @param timestamp null: the time of sending; Kafka keeps milliseconds
 * @param key null for a record without key
 * @param value null for a tombstone
 * @param headers may be empty
 */
public record OutgoingRecord(
    String topic,
    @Nullable Integer partition,
    @Nullable Instant timestamp,
    @Nullable Object key,
    @Nullable Object value,
    RecordHeaders headers) {

  public OutgoingRecord {
    Objects.requireNonNull(topic, "topic");
    Objects.requireNonNull(headers, "headers");
  }

  public static OutgoingRecord of(String topic, @Nullable Object value) {
    return new OutgoingRecord(topic, null, null, null, value, RecordHeaders.empty());
  }

  public static OutgoingRecord of(String topic, @Nullable Object key, @Nullable Object value) {
    return new OutgoingRecord(topic, null, null, key, value, RecordHeaders.empty());
  }

  public OutgoingRecord withPartition(int chosen) {
    return new OutgoingRecord(topic, chosen, timestamp, key, value, headers);
  }

  public OutgoingRecord withTimestamp(Instant time) {
    return new OutgoingRecord(topic, partition, time, key, value, headers);
  }

  public OutgoingRecord withHeaders(RecordHeaders replacement) {
    return new OutgoingRecord(topic, partition, timestamp, key, value, replacement);
  }
}
