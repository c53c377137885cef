package io.weir.kafka.testcluster;

import io.weir.kafka.record.DecodedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in a partition's log. Buffers are read-only and keep their position; equality
 * goes by content.
 *
 * @param timestampMs milliseconds since 1970, -1 for none
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param headers in wire order, keys may repeat
 */
public record StoredRecord(
    String topic,
    int partition,
    long offset,
    long timestampMs,
    @Nullable ByteBuffer key,
    @Nullable ByteBuffer value,
    List<DecodedRecord.Header> headers) {

  static StoredRecord of(String topic, int partition, DecodedRecord decoded) {
    return new StoredRecord(
        topic,
        partition,
        decoded.offset(),
        decoded.timestampMs(),
        decoded.key(),
        decoded.value(),
        decoded.headers());
  }

  /** The key as UTF-8; null where the record has none. */
  public @Nullable String keyText() {
    return key == null ? null : text(key);
  }

  /** The value as UTF-8; null for a tombstone. */
  public @Nullable String valueText() {
    return value == null ? null : text(value);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
  }
}
