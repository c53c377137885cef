package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;

/**
 * What stands behind a record's deltas: key, value and headers already in wire form, measured
 * before it is copied.
 *
 * <p>Its bytes are: varint length of the key (-1 for null) and the key, the same for the value, the
 * varint number of headers, then for each its key (varint length, UTF-8) and its value (varint
 * length, -1 for null). {@link Varints} writes such lengths. The builder copies, it never checks
 * these bytes.
 */
public interface RecordBody {

  /** Exactly the bytes that {@link #writeTo} writes; it must not change between the two calls. */
  int sizeInBytes();

  /**
   * Appends the body at the writer index.
   *
   * @param target borrowed; has at least {@link #sizeInBytes} writable bytes
   */
  void writeTo(ByteBuf target);
}
