package io.weir.kafka.producer;

/**
 * A moving average of record sizes, to estimate room by.
 *
 * <p>Any thread; racing observations may get lost, which an estimate can bear.
 */
final class RecordSizes {

  private static final int OVERHEAD_BYTES = 16;
  private static final int FIRST_GUESS_BYTES = 256;
  private static final int WEIGHT_SHIFT = 4;

  /** Sixteenths of bytes, so that small differences add up. */
  private volatile long average = (long) FIRST_GUESS_BYTES << WEIGHT_SHIFT;

  void observe(int bodyBytes) {
    long before = average;
    long after = before + bodyBytes + OVERHEAD_BYTES - (before >> WEIGHT_SHIFT);
    if (after != before) {
      average = after;
    }
  }

  /** At least 1. */
  long averageBytes() {
    return Math.max(1, average >> WEIGHT_SHIFT);
  }
}
