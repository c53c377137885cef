package io.weir.kafka.spi;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordContext;
import org.jspecify.annotations.Nullable;

/**
 * A serializer that makes an array of its own, as Kafka's serializers do: it is asked about null as
 * well, and may answer null for anything.
 */
public interface ArraySerializer extends PayloadSerializer<Object> {

  /**
   * Serializes.
   *
   * @param payload null for a record without key or value
   * @return borrowed until the record is copied; null for a record without key, or a tombstone
   * @throws Exception as {@link PayloadSerializer#serialize} has it
   */
  byte @Nullable [] toBytes(@Nullable Object payload, RecordContext context) throws Exception;

  @Override
  default void serialize(Object payload, RecordContext context, ByteSink sink) throws Exception {
    byte[] bytes = toBytes(payload, context);
    if (bytes != null) {
      sink.write(bytes);
    }
  }
}
