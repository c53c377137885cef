package io.weir.kafka.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One header of a record.
 *
 * @param name not unique within a record; may be empty
 * @param value null and empty differ in Kafka; not copied, so do not change it after sending
 */
@SuppressWarnings(
    "ArrayRecordComponent") // Kafka's header values are bytes; equality is by identity
public record RecordHeader(String name, byte @Nullable [] value) {

  public RecordHeader {
    Objects.requireNonNull(name, "name");
  }
}
