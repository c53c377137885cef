package io.weir.kafka.config;

import java.time.Duration;

/**
 * The bounds of what is kept in memory.
 *
 * @param bufferBytes {@code buffer.memory}: until acknowledged; at least 1
 * @param partitionShare {@code partition-memory-share}, in percent
 * @param maxRequestBytes {@code max.request.size}: one request, one uncompressed record; at least 1
 * @param maxWait {@code max.block.ms}: for room, where there is none and the caller's interface has
 *     no backpressure of its own
 */
public record MemorySettings(
    long bufferBytes, int partitionShare, int maxRequestBytes, Duration maxWait) {

  private static final int WHOLE_PERCENT = 100;

  /** What one partition may hold of the buffer. */
  public long partitionShareBytes() {
    return (long) (bufferBytes * (double) partitionShare / WHOLE_PERCENT);
  }

  static MemorySettings read(SettingsReader reader) {
    return new MemorySettings(
        reader.read(BatchingKeys.BUFFER_MEMORY),
        reader.read(BatchingKeys.PARTITION_SHARE),
        reader.read(BatchingKeys.MAX_REQUEST_SIZE),
        reader.read(BatchingKeys.MAX_BLOCK));
  }
}
