package io.weir.kafka.batch;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * What was given with the records of a batch, and their times: two arrays, so that a record costs
 * no object. Immutable once the batch is sealed.
 */
final class Slots {

  private final Object[] slots;
  private final long[] timestampsMs;
  private final int size;

  /**
   * @param slots handed over, as is {@code timestampsMs}; both may be longer than {@code size}
   */
  Slots(Object[] slots, long[] timestampsMs, int size) {
    this.slots = slots;
    this.timestampsMs = timestampsMs;
    this.size = size;
  }

  int size() {
    return size;
  }

  Object slot(int index) {
    return slots[index];
  }

  long timestampMs(int index) {
    return timestampsMs[index];
  }

  /** Those whose index is accepted, in order; a copy. */
  Slots select(IntPredicate kept) {
    int[] indexes = IntStream.range(0, size).filter(kept).toArray();
    Object[] selected = Arrays.stream(indexes).mapToObj(this::slot).toArray();
    long[] times = Arrays.stream(indexes).mapToLong(this::timestampMs).toArray();
    return new Slots(selected, times, indexes.length);
  }
}
