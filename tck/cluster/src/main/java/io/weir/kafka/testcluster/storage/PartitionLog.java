package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The record batches of one replica in offset order, in segments that roll by size.
 *
 * <p>Owned by the core's thread. The log neither assigns offsets nor looks into records: a batch
 * comes stamped. Invariants: offsets increase; every segment but the last is flushed; at least one
 * segment exists.
 */
public final class PartitionLog {

  private final SegmentFolder folder;
  private final int segmentBytes;

  /** By base offset; owned by the core's thread. */
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  /** The last of {@link #segments}; owned by the core's thread. */
  private Segment active;

  /** Owned by the core's thread. */
  private long bytes;

  private PartitionLog(SegmentFolder folder, int segmentBytes, Segment first) {
    this.folder = folder;
    this.segmentBytes = segmentBytes;
    this.active = first;
    add(first);
  }

  /** Opens the log and drops a torn tail, which only the last segment can have. */
  static PartitionLog open(SegmentFolder folder, int segmentBytes, BatchCheck check) {
    var stored = folder.baseOffsets();
    long base = stored.isEmpty() ? 0 : stored.get(0);
    PartitionLog log = new PartitionLog(folder, segmentBytes, new Segment(base, folder.open(base)));
    for (long next : stored.subList(Math.min(1, stored.size()), stored.size())) {
      log.active.recover(batch -> true);
      log.bytes += log.active.bytes();
      log.add(new Segment(next, folder.open(next)));
    }
    log.active.recover(check);
    log.bytes += log.active.bytes();
    return log;
  }

  private void add(Segment segment) {
    segments.put(segment.baseOffset(), segment);
    active = segment;
  }

  /** The offset of the first record that is still there, or of the next one in an empty log. */
  public long startOffset() {
    return segments.firstKey();
  }

  /** The offset that the next record will get. */
  public long endOffset() {
    return active.endOffset();
  }

  /** The size of all batches. */
  public long bytes() {
    return bytes;
  }

  /** The number of segments, at least one. */
  public int segmentCount() {
    return segments.size();
  }

  /**
   * Appends one batch, to a new segment if the current one would exceed its size.
   *
   * @param batch <em>borrowed</em>: magic 2, whole, with base offset and leader epoch set
   * @throws IllegalArgumentException if its base offset is below {@link #endOffset}
   */
  public void append(ByteBuf batch) {
    long baseOffset = batch.getLong(batch.readerIndex());
    if (baseOffset < endOffset()) {
      throw new IllegalArgumentException(
          "Base offset " + baseOffset + " lies below the log's end " + endOffset());
    }
    int size = batch.readableBytes();
    if (active.bytes() > 0 && (long) active.bytes() + size > segmentBytes) {
      active.flush();
      add(new Segment(baseOffset, folder.open(baseOffset)));
    }
    active.append(batch);
    bytes += size;
  }

  /**
   * Whole batches, from the one that contains the offset, of one segment: a reader comes back for
   * the next.
   *
   * @param offset from {@link #startOffset} to {@link #endOffset}
   * @param limitOffset no batch that reaches this offset is returned: the high watermark
   * @return owned by the caller; empty if there is nothing to return
   */
  public ByteBuf read(long offset, long limitOffset, ReadBound bound) {
    if (offset >= limitOffset) {
      return Unpooled.EMPTY_BUFFER;
    }
    Map.Entry<Long, Segment> entry = segments.floorEntry(offset);
    while (entry != null && entry.getValue().endOffset() <= offset) {
      entry = segments.higherEntry(entry.getKey());
    }
    return entry == null
        ? Unpooled.EMPTY_BUFFER
        : entry.getValue().read(offset, limitOffset, bound);
  }

  /** How many bytes the log holds from the batch that contains the offset on. */
  public long bytesFrom(long offset) {
    Map.Entry<Long, Segment> entry = segments.floorEntry(offset);
    if (entry == null) {
      return bytes;
    }
    long later = 0;
    for (Segment segment : segments.tailMap(entry.getKey(), false).values()) {
      later += segment.bytes();
    }
    return later + entry.getValue().bytesFrom(offset);
  }

  /**
   * The base offset of the first batch that holds a timestamp at or after the given one; -1 if none
   * does.
   */
  public long firstBatchAtOrAfter(long timestamp) {
    for (Segment segment : segments.values()) {
      if (segment.maxTimestamp() >= timestamp) {
        return segment.firstBatchAtOrAfter(timestamp);
      }
    }
    return -1;
  }

  /** The largest timestamp of all records; -1 in an empty log. */
  public long maxTimestamp() {
    return segments.values().stream().mapToLong(Segment::maxTimestamp).max().orElse(-1);
  }

  /**
   * Shows every batch in offset order.
   *
   * @param reader is lent each batch for the time of the call
   */
  public void forEachBatch(Consumer<ByteBuf> reader) {
    for (long offset = startOffset(); offset < endOffset(); ) {
      ByteBuf batch = read(offset, endOffset(), ReadBound.atLeastOneBatch(0));
      try {
        reader.accept(batch);
        offset = BatchSpan.of(batch, 0).lastOffset() + 1;
      } finally {
        batch.release();
      }
    }
  }

  /** Forces everything to the device. */
  public void flush() {
    active.flush();
  }

  /** Flushes and closes the segments; only the owning {@link Storage} calls this. */
  void close() {
    flush();
    segments.values().forEach(Segment::close);
  }
}
