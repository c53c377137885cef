package io.weir.kafka.testcluster.replica;

/**
 * Where a batch lies in the log.
 *
 * @param baseOffset the offset of its first record
 * @param lastOffset the offset of its last record
 * @param logAppendTimeMs the broker's timestamp, -1 if the topic keeps the producer's
 */
public record Appended(long baseOffset, long lastOffset, long logAppendTimeMs) {}
