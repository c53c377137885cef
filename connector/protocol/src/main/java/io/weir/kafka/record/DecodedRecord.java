package io.weir.kafka.record;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record as read from a batch. All buffers are read-only, lie on the heap and stay valid; their
 * content runs from position to limit, and equality goes by it.
 *
 * @param timestampMs milliseconds since 1970, or -1 for none; the append time where the batch says
 *     so
 * @param key null where the record has none
 * @param value null for a tombstone
 * @param headers in wire order, keys may repeat; immutable
 */
public record DecodedRecord(
    long offset,
    long timestampMs,
    @Nullable ByteBuffer key,
    @Nullable ByteBuffer value,
    List<Header> headers) {

  /** A header of a record; its value may be null. */
  public record Header(String key, @Nullable ByteBuffer value) {}
}
