package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;

/**
 * What a log needs to know of a stored batch of magic 2: where it lies and what it covers.
 *
 * @param position of its first byte in the segment
 * @param bytes its whole size
 * @param baseOffset the offset of its first record
 * @param lastOffset the offset of its last record
 * @param maxTimestamp the largest timestamp among its records, -1 if it has none
 */
record BatchSpan(int position, int bytes, long baseOffset, long lastOffset, long maxTimestamp) {

  /** The size of the header of a batch of magic 2. */
  static final int HEADER_BYTES = 61;

  private static final int LENGTH_AT = 8;
  private static final int LAST_OFFSET_DELTA_AT = 23;
  private static final int MAX_TIMESTAMP_AT = 35;

  /** Base offset and length, which the length does not count. */
  private static final int OVERHEAD_BYTES = 12;

  /**
   * @param header <em>borrowed</em>: at least {@link #HEADER_BYTES} from its reader index
   */
  static BatchSpan of(ByteBuf header, int position) {
    int start = header.readerIndex();
    long baseOffset = header.getLong(start);
    return new BatchSpan(
        position,
        header.getInt(start + LENGTH_AT) + OVERHEAD_BYTES,
        baseOffset,
        baseOffset + header.getInt(start + LAST_OFFSET_DELTA_AT),
        header.getLong(start + MAX_TIMESTAMP_AT));
  }

  int end() {
    return position + bytes;
  }
}
