package io.weir.kafka.record;

/** Where the fields of the header of a record batch v2 lie: offsets in bytes from its start. */
final class BatchLayout {

  static final int BASE_OFFSET = 0;
  static final int BATCH_LENGTH = 8;
  static final int PARTITION_LEADER_EPOCH = 12;
  static final int MAGIC = 16;
  static final int CRC = 17;

  /** The first byte that the checksum covers; it covers all that follow. */
  static final int ATTRIBUTES = 21;

  static final int LAST_OFFSET_DELTA = 23;
  static final int BASE_TIMESTAMP = 27;
  static final int MAX_TIMESTAMP = 35;
  static final int PRODUCER_ID = 43;
  static final int PRODUCER_EPOCH = 51;
  static final int BASE_SEQUENCE = 53;
  static final int RECORD_COUNT = 57;

  /** The whole header; the records follow. */
  static final int HEADER_BYTES = 61;

  /** Base offset and batch length, which the batch length does not count. */
  static final int LOG_OVERHEAD_BYTES = 12;

  static final byte CURRENT_MAGIC = 2;

  static final int CODEC_MASK = 0x07;
  static final int LOG_APPEND_TIME_FLAG = 0x08;
  static final int TRANSACTIONAL_FLAG = 0x10;
  static final int CONTROL_FLAG = 0x20;
  static final int DELETE_HORIZON_FLAG = 0x40;

  private BatchLayout() {}
}
