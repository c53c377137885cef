package io.weir.kafka.testcluster.storage;

/**
 * Where a leader epoch begins in a log (KIP-101).
 *
 * @param epoch not negative
 * @param startOffset of the first record that was written in it, if there is one
 */
public record EpochStart(int epoch, long startOffset) {}
