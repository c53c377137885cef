package io.weir.kafka.testcluster.storage;

/**
 * Where a leader epoch ends in a log (KIP-279).
 *
 * @param epoch the largest epoch of the log that is not above the requested one; -1 if unknown
 * @param endOffset the start of the next epoch, or the log's end; -1 if unknown
 */
public record EpochEnd(int epoch, long endOffset) {

  /** The log cannot tell. */
  public static final EpochEnd UNKNOWN = new EpochEnd(-1, -1);

  public boolean isKnown() {
    return epoch >= 0;
  }
}
