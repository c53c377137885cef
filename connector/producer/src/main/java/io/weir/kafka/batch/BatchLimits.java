package io.weir.kafka.batch;

import io.weir.kafka.record.Compression;

/**
 * The bounds of the accumulator.
 *
 * @param batchBytes {@code batch.size}
 * @param bufferBytes {@code buffer.memory}
 * @param laneShareBytes what one partition may hold of it
 */
public record BatchLimits(
    int batchBytes, long bufferBytes, long laneShareBytes, Compression compression) {}
