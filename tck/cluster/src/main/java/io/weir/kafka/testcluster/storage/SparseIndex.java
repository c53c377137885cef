package io.weir.kafka.testcluster.storage;

import java.util.Arrays;

/**
 * Offsets to positions, entries at least some bytes of the segment apart; what lies between two
 * entries is found by walking batch headers. Each entry also knows the largest timestamp before it,
 * so that a search by time can skip.
 */
final class SparseIndex {

  private static final long[] NO_OFFSETS = {};
  private static final int[] NO_POSITIONS = {};

  private final int intervalBytes;

  /** All three and the count: owned by the core's thread. */
  private long[] offsets = NO_OFFSETS;

  private int[] positions = NO_POSITIONS;
  private long[] timestampsBefore = NO_OFFSETS;
  private int count;

  SparseIndex(int intervalBytes) {
    this.intervalBytes = intervalBytes;
  }

  /** Notes a batch that is about to be appended; keeps it only if the last entry is far enough. */
  void offer(long baseOffset, int position, long maxTimestampBefore) {
    int last = count == 0 ? 0 : positions[count - 1];
    if (position - last < intervalBytes || position == 0) {
      return;
    }
    if (count == offsets.length) {
      int capacity = Math.max(8, 2 * count);
      offsets = Arrays.copyOf(offsets, capacity);
      positions = Arrays.copyOf(positions, capacity);
      timestampsBefore = Arrays.copyOf(timestampsBefore, capacity);
    }
    offsets[count] = baseOffset;
    positions[count] = position;
    timestampsBefore[count] = maxTimestampBefore;
    count++;
  }

  /** Drops the entries from this position on. */
  void truncate(int position) {
    while (count > 0 && positions[count - 1] >= position) {
      count--;
    }
  }

  /** The position of the last entry; 0 if none. */
  int lastPosition() {
    return positionAt(count - 1);
  }

  /** The largest timestamp before the last entry; -1 if none. */
  long timestampBeforeLast() {
    return count == 0 ? -1 : timestampsBefore[count - 1];
  }

  /** The position of the last indexed batch that starts at or before the offset; 0 if none. */
  int floorByOffset(long offset) {
    int found = Arrays.binarySearch(offsets, 0, count, offset);
    return positionAt(found >= 0 ? found : -found - 2);
  }

  /** The last indexed position at or before the given one; 0 if none. */
  int floorByPosition(int position) {
    int found = Arrays.binarySearch(positions, 0, count, position);
    return positionAt(found >= 0 ? found : -found - 2);
  }

  /** The last indexed position before which all timestamps are smaller; 0 if none. */
  int floorByTimestamp(long timestamp) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (timestampsBefore[middle] < timestamp) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return positionAt(low - 1);
  }

  private int positionAt(int entry) {
    return entry < 0 ? 0 : positions[entry];
  }
}
