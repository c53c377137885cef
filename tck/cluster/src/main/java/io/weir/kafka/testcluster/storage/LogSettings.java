package io.weir.kafka.testcluster.storage;

/**
 * How a log rolls, indexes and flushes; the names are those of Kafka's topic configs.
 *
 * @param segmentBytes {@code segment.bytes}: a segment rolls before it would exceed this; a larger
 *     batch gets a segment of its own
 * @param segmentMs {@code segment.ms}: a segment rolls when a batch is this much later than its
 *     first one
 * @param indexIntervalBytes {@code index.interval.bytes}: between two index entries of a segment;
 *     taken up by segments that are opened from then on
 * @param flushMessages {@code flush.messages}: an append flushes when so many records are unflushed
 * @param flushMs {@code flush.ms}: the age at which {@link PartitionLog#flushIfDue} flushes
 */
public record LogSettings(
    int segmentBytes, long segmentMs, int indexIntervalBytes, long flushMessages, long flushMs) {

  private static final long SEVEN_DAYS_MS = 7 * 24 * 3_600_000L;

  /** Kafka's defaults: nothing is flushed before its segment rolls. */
  public static final LogSettings DEFAULTS =
      new LogSettings(1 << 30, SEVEN_DAYS_MS, 4096, Long.MAX_VALUE, Long.MAX_VALUE);

  public LogSettings {
    requirePositive("segment.bytes", segmentBytes);
    requirePositive("segment.ms", segmentMs);
    requirePositive("flush.messages", flushMessages);
    if (indexIntervalBytes < 0) {
      throw new IllegalArgumentException("index.interval.bytes is negative: " + indexIntervalBytes);
    }
    if (flushMs < 0) {
      throw new IllegalArgumentException("flush.ms is negative: " + flushMs);
    }
  }

  private static void requirePositive(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " is not positive: " + value);
    }
  }

  /** The same but for {@code segment.bytes}. */
  public LogSettings withSegmentBytes(int bytes) {
    return new LogSettings(bytes, segmentMs, indexIntervalBytes, flushMessages, flushMs);
  }

  /** The same but for {@code segment.ms}. */
  public LogSettings withSegmentMs(long ms) {
    return new LogSettings(segmentBytes, ms, indexIntervalBytes, flushMessages, flushMs);
  }

  /** The same but for {@code flush.messages}. */
  public LogSettings withFlushMessages(long messages) {
    return new LogSettings(segmentBytes, segmentMs, indexIntervalBytes, messages, flushMs);
  }

  /** The same but for {@code flush.ms}. */
  public LogSettings withFlushMs(long ms) {
    return new LogSettings(segmentBytes, segmentMs, indexIntervalBytes, flushMessages, ms);
  }
}
