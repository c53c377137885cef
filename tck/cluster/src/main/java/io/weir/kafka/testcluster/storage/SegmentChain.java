package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The segments of one log by base offset, the last of which takes what is appended.
 *
 * <p>Owned by the core's thread. Invariants: there is at least one segment; each ends at or before
 * the base offset of the next.
 */
final class SegmentChain {

  private final SegmentFolder folder;
  private final int indexIntervalBytes;

  /** Owned by the core's thread. */
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  /** The last of them; owned by the core's thread. */
  private Segment active;

  SegmentChain(SegmentFolder folder, long baseOffset, int indexIntervalBytes) {
    this.folder = folder;
    this.indexIntervalBytes = indexIntervalBytes;
    this.active = open(baseOffset);
  }

  private Segment open(long baseOffset) {
    Segment segment = new Segment(baseOffset, folder.open(baseOffset), indexIntervalBytes);
    segments.put(baseOffset, segment);
    return segment;
  }

  /** Opens the segment and appends to it from now on. */
  void add(long baseOffset) {
    active = open(baseOffset);
  }

  Segment active() {
    return active;
  }

  /** Where the first segment begins. */
  long baseOffset() {
    return segments.firstKey();
  }

  int count() {
    return segments.size();
  }

  long bytes() {
    return bytesOf(segments.values());
  }

  private static long bytesOf(Collection<Segment> some) {
    long sum = 0;
    for (Segment segment : some) {
      sum += segment.bytes();
    }
    return sum;
  }

  long maxTimestamp() {
    return segments.values().stream().mapToLong(Segment::maxTimestamp).max().orElse(-1);
  }

  /** As {@link PartitionLog#read}. */
  ByteBuf read(long offset, long limitOffset, ReadBound bound) {
    Segment segment = offset >= limitOffset ? null : endingBehind(offset);
    return segment == null ? Unpooled.EMPTY_BUFFER : segment.read(offset, limitOffset, bound);
  }

  /** The first segment that ends behind the offset; null if there is none. */
  private @Nullable Segment endingBehind(long offset) {
    Map.Entry<Long, Segment> entry = segments.floorEntry(offset);
    if (entry == null) {
      entry = segments.firstEntry();
    }
    while (entry != null && entry.getValue().endOffset() <= offset) {
      entry = segments.higherEntry(entry.getKey());
    }
    return entry == null ? null : entry.getValue();
  }

  /** How many bytes there are from the batch that contains the offset on. */
  long bytesFrom(long offset) {
    Segment first = endingBehind(offset);
    return first == null
        ? 0
        : first.bytesFrom(offset) + bytesOf(segments.tailMap(first.baseOffset(), false).values());
  }

  /** As {@link PartitionLog#firstBatchAtOrAfter}, not looking at batches below the offset. */
  long firstBatchAtOrAfter(long timestamp, long minOffset) {
    for (Segment segment : segments.values()) {
      if (segment.maxTimestamp() >= timestamp) {
        long found = segment.firstBatchAtOrAfter(timestamp, minOffset);
        if (found >= 0) {
          return found;
        }
      }
    }
    return -1;
  }

  /**
   * Where the last of the segments ends that are to go, the oldest first.
   *
   * @param limitOffset no segment that reaches beyond goes
   * @return -1 if none is to go
   */
  long endOfExpired(Retention retention, long nowMs, long limitOffset) {
    long end = -1;
    long excessBytes = bytes() - retention.bytes();
    for (Segment segment : segments.values()) {
      boolean tooOld = retention.ms() >= 0 && segment.isOlderThan(nowMs - retention.ms());
      boolean tooMuch = retention.bytes() >= 0 && excessBytes >= segment.bytes();
      boolean expired = segment.bytes() > 0 && (tooOld || tooMuch);
      if (!expired || segment.endOffset() > limitOffset) {
        break;
      }
      excessBytes -= segment.bytes();
      end = segment.endOffset();
    }
    return end;
  }

  /** Forces the segments to the device, from the one that contains the offset on. */
  void flushFrom(long offset) {
    Segment first = endingBehind(offset);
    if (first != null) {
      segments.tailMap(first.baseOffset(), true).values().forEach(Segment::flush);
    }
  }

  /** Drops all batches from the one that contains the offset on. */
  void truncateTo(long offset) {
    while (active.baseOffset() > offset && segments.size() > 1) {
      deleteLast();
    }
    active.truncateTo(offset);
  }

  private void deleteLast() {
    delete(active);
    active = segments.lastEntry().getValue();
  }

  /** Deletes everything; the next record gets this offset. */
  void restartAt(long offset) {
    while (!segments.isEmpty()) {
      delete(segments.firstEntry().getValue());
    }
    add(offset);
  }

  /** Deletes the segments that end at or before the offset, not the active one. */
  void deleteBefore(long offset) {
    Segment first = segments.firstEntry().getValue();
    while (first != active && first.endOffset() <= offset) {
      delete(first);
      first = segments.firstEntry().getValue();
    }
  }

  private void delete(Segment segment) {
    segments.remove(segment.baseOffset());
    segment.close();
    folder.delete(segment.baseOffset());
  }

  void close() {
    segments.values().forEach(Segment::close);
  }
}
