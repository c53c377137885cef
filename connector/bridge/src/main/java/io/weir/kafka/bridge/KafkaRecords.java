package io.weir.kafka.bridge;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordReceipt;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Records and their results, from one type into the other. */
final class KafkaRecords {

  private static final int UNKNOWN_SIZE = -1;

  private KafkaRecords() {}

  /** A {@link ProducerRecord} as Weir's; anything else as it is. */
  static @Nullable Object payload(@Nullable Object payload) {
    return payload instanceof ProducerRecord<?, ?> record ? toWeir(record) : payload;
  }

  static OutgoingRecord toWeir(ProducerRecord<?, ?> record) {
    Long timestamp = record.timestamp();
    return new OutgoingRecord(
        record.topic(),
        record.partition(),
        timestamp == null ? null : Instant.ofEpochMilli(timestamp),
        record.key(),
        record.value(),
        KafkaHeaders.toWeir(record.headers()));
  }

  /**
   * The record as Kafka's.
   *
   * @throws IllegalArgumentException for a negative partition or time, which Kafka's cannot have
   */
  static ProducerRecord<Object, Object> toKafka(OutgoingRecord record) {
    Instant timestamp = record.timestamp();
    return new ProducerRecord<>(
        record.topic(),
        record.partition(),
        timestamp == null ? null : timestamp.toEpochMilli(),
        record.key(),
        record.value(),
        KafkaHeaders.toKafka(record.headers()));
  }

  /** Where a record is, without the sizes of key and value, which are not kept. */
  static RecordMetadata metadata(RecordReceipt receipt) {
    return metadata(
        new TopicPartition(receipt.topic(), receipt.partition()),
        receipt.offset(),
        receipt.timestampMs());
  }

  static RecordMetadata metadata(TopicPartition where, long offset, long timestampMs) {
    return new RecordMetadata(where, offset, 0, timestampMs, UNKNOWN_SIZE, UNKNOWN_SIZE);
  }
}
