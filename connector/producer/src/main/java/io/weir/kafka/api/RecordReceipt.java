package io.weir.kafka.api;

/**
 * Where the broker put a record.
 *
 * @param offset {@link #UNKNOWN_OFFSET} with {@code acks=0}
 * @param timestampMs milliseconds since the epoch: the record's own, or the broker's where the
 *     topic says {@code LogAppendTime}
 */
public record RecordReceipt(String topic, int partition, long offset, long timestampMs) {

  /** The broker did not say. */
  public static final long UNKNOWN_OFFSET = -1L;

  public boolean hasOffset() {
    return offset != UNKNOWN_OFFSET;
  }
}
