package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;

/** What must hold of a header before anything else is believed of a batch. Stateless. */
final class BatchHeaderCheck {

  private BatchHeaderCheck() {}

  /** Whether all bytes of the batch that starts here are there. */
  static boolean isCompleteAt(ByteBuf buffer, int index) {
    int available = buffer.writerIndex() - index;
    return available >= BatchLayout.HEADER_BYTES && sizeOfBatchAt(buffer, index) <= available;
  }

  /**
   * Size by the header, at least that of the header.
   *
   * @throws CorruptRecordException if there is no whole header or its length is impossible
   */
  static int sizeOfBatchAt(ByteBuf buffer, int index) {
    int available = buffer.writerIndex() - index;
    if (available < BatchLayout.HEADER_BYTES) {
      throw new CorruptRecordException(
          "A batch header takes 61 bytes, there are " + Math.max(available, 0));
    }
    int length = buffer.getInt(index + BatchLayout.BATCH_LENGTH);
    if (length < BatchLayout.HEADER_BYTES - BatchLayout.LOG_OVERHEAD_BYTES
        || length > Integer.MAX_VALUE - BatchLayout.LOG_OVERHEAD_BYTES) {
      throw new CorruptRecordException("Batch length " + length + " is impossible");
    }
    return length + BatchLayout.LOG_OVERHEAD_BYTES;
  }

  static void check(ByteBuf buffer, int index) {
    byte magic = buffer.getByte(index + BatchLayout.MAGIC);
    require(magic == BatchLayout.CURRENT_MAGIC, "Magic is not 2 but ", magic);
    long baseOffset = buffer.getLong(index + BatchLayout.BASE_OFFSET);
    int lastOffsetDelta = buffer.getInt(index + BatchLayout.LAST_OFFSET_DELTA);
    require(lastOffsetDelta >= 0, "Last offset delta is negative: ", lastOffsetDelta);
    require(
        baseOffset >= 0 && baseOffset < Long.MAX_VALUE - lastOffsetDelta,
        "Base offset is impossible: ",
        baseOffset);
    int count = buffer.getInt(index + BatchLayout.RECORD_COUNT);
    require(
        count >= 0 && count - 1 <= lastOffsetDelta,
        "Record count contradicts the last offset delta: ",
        count);
    Codec.byId(buffer.getShort(index + BatchLayout.ATTRIBUTES) & BatchLayout.CODEC_MASK);
  }

  private static void require(boolean valid, String message, long value) {
    if (!valid) {
      throw new CorruptRecordException(message + value);
    }
  }
}
