package io.weir.kafka.testcluster.storage;

import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The segments of one log in memory; they stay when the log is closed. */
final class MemoryFolder implements SegmentFolder {

  private final Supplier<SegmentBytes> newBytes;
  private final boolean keepsRecords;

  /** Both: owned by the core's thread. */
  private final TreeMap<Long, SegmentBytes> segments = new TreeMap<>();

  private LogCheckpoint checkpoint = LogCheckpoint.NONE;

  private MemoryFolder(Supplier<SegmentBytes> newBytes, boolean keepsRecords) {
    this.newBytes = newBytes;
    this.keepsRecords = keepsRecords;
  }

  static MemoryFolder keeping() {
    return new MemoryFolder(MemoryBytes::new, true);
  }

  static MemoryFolder forgetting() {
    return new MemoryFolder(NoBytes::new, false);
  }

  @Override
  public List<Long> baseOffsets() {
    return List.copyOf(segments.keySet());
  }

  @Override
  public SegmentBytes open(long baseOffset) {
    return segments.computeIfAbsent(baseOffset, base -> newBytes.get());
  }

  @Override
  public void delete(long baseOffset) {
    segments.remove(baseOffset);
  }

  @Override
  public LogCheckpoint loadCheckpoint() {
    return checkpoint;
  }

  @Override
  public void saveCheckpoint(LogCheckpoint newCheckpoint) {
    checkpoint = newCheckpoint;
  }

  @Override
  public boolean keepsRecords() {
    return keepsRecords;
  }
}
