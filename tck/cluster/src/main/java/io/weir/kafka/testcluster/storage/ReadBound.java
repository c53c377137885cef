package io.weir.kafka.testcluster.storage;

/**
 * How much a read may return (KIP-74).
 *
 * @param maxBytes not negative
 * @param atLeastOneBatch return the first batch even if it is larger than {@code maxBytes}
 */
public record ReadBound(int maxBytes, boolean atLeastOneBatch) {

  public ReadBound {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("maxBytes is negative: " + maxBytes);
    }
  }

  /** Up to this many bytes, but at least one batch. */
  public static ReadBound atLeastOneBatch(int maxBytes) {
    return new ReadBound(maxBytes, true);
  }
}
