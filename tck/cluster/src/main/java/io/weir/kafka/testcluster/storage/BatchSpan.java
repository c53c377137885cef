package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;

/**
 * What a log needs to know of a batch of magic 2: where it lies and what it covers.
 *
 * @param position of its first byte in the segment
 * @param bytes its whole size
 * @param leaderEpoch in which it was written, -1 if it does not say
 * @param baseOffset the offset of its first record
 * @param lastOffset the offset of its last record
 * @param maxTimestamp the largest timestamp among its records, -1 if it has none
 */
record BatchSpan(
    int position, int bytes, int leaderEpoch, long baseOffset, long lastOffset, long maxTimestamp) {

  /** The size of the header of a batch of magic 2. */
  static final int HEADER_BYTES = 61;

  private static final int LENGTH_AT = 8;
  private static final int LEADER_EPOCH_AT = 12;
  private static final int LAST_OFFSET_DELTA_AT = 23;
  private static final int MAX_TIMESTAMP_AT = 35;

  /** Base offset and length, which the length does not count. */
  private static final int OVERHEAD_BYTES = 12;

  /**
   * @param buffer <em>borrowed</em>: at least {@link #HEADER_BYTES} from the index
   */
  static BatchSpan at(ByteBuf buffer, int index, int position) {
    long baseOffset = buffer.getLong(index);
    return new BatchSpan(
        position,
        buffer.getInt(index + LENGTH_AT) + OVERHEAD_BYTES,
        buffer.getInt(index + LEADER_EPOCH_AT),
        baseOffset,
        baseOffset + buffer.getInt(index + LAST_OFFSET_DELTA_AT),
        buffer.getLong(index + MAX_TIMESTAMP_AT));
  }

  int end() {
    return position + bytes;
  }

  /** Whether a batch with such a header may lie here. */
  boolean isPlausible(long minOffset, int segmentSize) {
    return bytes >= HEADER_BYTES
        && bytes <= segmentSize - position
        && baseOffset >= minOffset
        && lastOffset >= baseOffset;
  }
}
