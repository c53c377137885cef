package io.weir.kafka.batch;

import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBody;
import java.util.Arrays;

/**
 * The batch of a lane that still takes records.
 *
 * <p>Guarded by the lane's lock. Slots and timestamps lie in arrays, sized after the lane's last
 * batch, so that a record costs no object.
 */
final class OpenBatch {

  private static final int FEWEST_SLOTS = 8;

  final RecordBatchBuilder builder;
  final long openedNanos;
  private final int limitBytes;

  private Object[] slots;
  private long[] timestampsMs;
  private int records;

  /** Whether its linger time is being watched, or over. */
  boolean lingers;

  OpenBatch(LaneContext context, int expectedRecords, long openedNanos) {
    this.builder = context.newBuilder();
    this.openedNanos = openedNanos;
    this.limitBytes = context.limits().batchBytes();
    int capacity = Math.max(FEWEST_SLOTS, expectedRecords);
    this.slots = new Object[capacity];
    this.timestampsMs = new long[capacity];
  }

  /** A record that alone exceeds {@code batch.size} still gets a batch of its own. */
  boolean hasRoomFor(int recordBytes) {
    return records == 0 || builder.sizeInBytes() + recordBytes <= limitBytes;
  }

  boolean isFull() {
    return builder.sizeInBytes() >= limitBytes;
  }

  /** Appends the record, or throws and has it not. */
  void append(long timestampMs, RecordBody body, Object slot) {
    if (records == timestampsMs.length) {
      slots = Arrays.copyOf(slots, records * 2);
      timestampsMs = Arrays.copyOf(timestampsMs, records * 2);
    }
    builder.append(timestampMs, body);
    slots[records] = slot;
    timestampsMs[records] = timestampMs;
    records++;
  }

  int records() {
    return records;
  }

  /** To be called once, when it takes no more records. */
  Slots slots() {
    return new Slots(slots, timestampsMs, records);
  }
}
