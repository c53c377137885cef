package io.weir.kafka.producer;

/**
 * A moving average of record sizes, to estimate room by.
 *
 * <p>Any thread; racing observations may get lost, which an estimate can bear.
 */
final class RecordSizes {

  private static final int OVERHEAD_BYTES = 16;

  /** Until the first record is known: rather too large, for what is requested has to be kept. */
  private static final int FIRST_GUESS_BYTES = 16 * 1024;

  private static final int WEIGHT_SHIFT = 4;
  private static final long UNKNOWN = -1;

  /** Sixteenths of bytes, so that small differences add up. */
  private volatile long average = UNKNOWN;

  void observe(int bodyBytes) {
    long before = average;
    if (before == UNKNOWN) {
      average = (long) (bodyBytes + OVERHEAD_BYTES) << WEIGHT_SHIFT;
      return;
    }
    long after = before + bodyBytes + OVERHEAD_BYTES - (before >> WEIGHT_SHIFT);
    if (after != before) {
      average = after;
    }
  }

  /** At least 1. */
  long averageBytes() {
    long known = average;
    return known == UNKNOWN ? FIRST_GUESS_BYTES : Math.max(1, known >> WEIGHT_SHIFT);
  }
}
