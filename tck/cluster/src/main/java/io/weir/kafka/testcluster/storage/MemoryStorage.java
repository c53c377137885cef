package io.weir.kafka.testcluster.storage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keeps everything in heap arrays; what it holds is gone with it. */
public final class MemoryStorage implements Storage {

  /** Small enough not to be an object of its own region in a small heap of G1. */
  public static final int DEFAULT_SEGMENT_BYTES = 256 * 1024;

  private final int segmentBytes;

  /** Owned by the core's thread. */
  private final Map<LogName, PartitionLog> logs = new HashMap<>();

  /** Owned by the core's thread. */
  private final List<String> journal = new ArrayList<>();

  public MemoryStorage() {
    this(DEFAULT_SEGMENT_BYTES);
  }

  /**
   * @param segmentBytes when a segment rolls; a larger batch gets a segment of its own
   */
  public MemoryStorage(int segmentBytes) {
    this.segmentBytes = segmentBytes;
  }

  @Override
  public PartitionLog open(LogName name) {
    return logs.computeIfAbsent(
        name, n -> PartitionLog.open(new MemoryFolder(), segmentBytes, batch -> true));
  }

  @Override
  public List<String> loadJournal() {
    return List.copyOf(journal);
  }

  @Override
  public void appendJournal(String line) {
    journal.add(line);
  }

  @Override
  public void close() {
    logs.clear();
  }

  private static final class MemoryFolder implements SegmentFolder {

    @Override
    public List<Long> baseOffsets() {
      return List.of();
    }

    @Override
    public SegmentBytes open(long baseOffset) {
      return new MemoryBytes();
    }
  }
}
