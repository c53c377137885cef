package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * A run of whole batches and the sparse index over them.
 *
 * <p>Owned by the core's thread. Invariant: the bytes from 0 to {@link #bytes()} are whole batches
 * whose offsets increase.
 */
final class Segment implements AutoCloseable {

  private static final long UNKNOWN = -1;

  private final long baseOffset;
  private final SegmentBytes bytes;
  private final SparseIndex index;

  /** Owned by the core's thread. */
  private long endOffset;

  /** Owned by the core's thread; -1 while no batch has a timestamp. */
  private long maxTimestamp = UNKNOWN;

  /** Of the first batch; -1 if it has none. Owned by the core's thread. */
  private long firstTimestamp = UNKNOWN;

  /** When this run of the log first and last appended; -1 if never. Owned by the core's thread. */
  private long firstAppendMs = UNKNOWN;

  private long lastAppendMs = UNKNOWN;

  Segment(long baseOffset, SegmentBytes bytes, int indexIntervalBytes) {
    this.baseOffset = baseOffset;
    this.bytes = bytes;
    this.index = new SparseIndex(indexIntervalBytes);
    this.endOffset = baseOffset;
  }

  long baseOffset() {
    return baseOffset;
  }

  /** One more than the offset of the last record. */
  long endOffset() {
    return endOffset;
  }

  int bytes() {
    return bytes.size();
  }

  long maxTimestamp() {
    return maxTimestamp;
  }

  /** By its latest timestamp, else by its last append; not if neither is known. */
  boolean isOlderThan(long timeMs) {
    long latest = maxTimestamp >= 0 ? maxTimestamp : lastAppendMs;
    return latest >= 0 && latest < timeMs;
  }

  /** By how much a batch of this timestamp is later than the segment's first one. */
  long waitedForRollMs(long timestamp, long nowMs) {
    if (firstTimestamp >= 0) {
      return timestamp - firstTimestamp;
    }
    return firstAppendMs < 0 ? 0 : nowMs - firstAppendMs;
  }

  /**
   * Appends one batch.
   *
   * @param source <em>borrowed</em>: holds the batch from the index on
   * @param batch what its header says, to lie at the segment's end
   */
  void append(ByteBuf source, int index, BatchSpan batch, long nowMs) {
    bytes.append(source, index, batch.bytes());
    note(batch);
    lastAppendMs = nowMs;
    if (firstAppendMs < 0) {
      firstAppendMs = nowMs;
    }
  }

  private void note(BatchSpan batch) {
    index.offer(batch.baseOffset(), batch.position(), maxTimestamp);
    if (batch.position() == 0) {
      firstTimestamp = batch.maxTimestamp();
    }
    endOffset = batch.lastOffset() + 1;
    maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
  }

  /**
   * What a failure of the device leaves behind the last whole batch. The segment is not to be used
   * any more.
   *
   * @param piece <em>borrowed</em>
   */
  void tear(ByteBuf piece) {
    bytes.append(piece, piece.readerIndex(), piece.readableBytes());
  }

  /**
   * Walks the stored batches, fills the index and drops the tail behind the last sound batch.
   *
   * @param epochs learns the epochs of the batches that stay
   */
  Dropped recover(BatchCheck check, LeaderEpochs epochs) {
    int position = 0;
    int size = bytes.size();
    while (position + BatchSpan.HEADER_BYTES <= size) {
      BatchSpan batch = at(position);
      if (!batch.isPlausible(endOffset, size) || !isSound(batch, check)) {
        break;
      }
      note(batch);
      epochs.assign(batch.leaderEpoch(), batch.baseOffset());
      position = batch.end();
    }
    if (position == size) {
      return Dropped.NOTHING;
    }
    return dropFrom(position);
  }

  /** Drops everything, of whatever it consists. */
  Dropped dropAll() {
    return dropFrom(0);
  }

  private Dropped dropFrom(int position) {
    Dropped dropped = new Dropped(batchesFrom(position), bytes.size() - position);
    bytes.truncate(position);
    return dropped;
  }

  private boolean isSound(BatchSpan batch, BatchCheck check) {
    ByteBuf stored = bytes.slice(batch.position(), batch.bytes());
    try {
      return check.isSound(stored);
    } finally {
      stored.release();
    }
  }

  /** How many batches there are by their lengths; what is not whole counts as one. */
  private int batchesFrom(int position) {
    int count = 0;
    for (int next = position; next < bytes.size(); count++) {
      int left = bytes.size() - next;
      int length = left < BatchSpan.HEADER_BYTES ? left : at(next).bytes();
      next += length < BatchSpan.HEADER_BYTES ? left : Math.min(left, length);
    }
    return count;
  }

  /** Cuts the segment before the batch that contains the offset, or the first after it. */
  void truncateTo(long offset) {
    BatchSpan first = containing(offset);
    if (first != null) {
      bytes.truncate(first.position());
      index.truncate(first.position());
      resumeFromIndex();
    }
  }

  /** Finds end and timestamps again, from the last index entry on. */
  private void resumeFromIndex() {
    endOffset = baseOffset;
    maxTimestamp = index.timestampBeforeLast();
    for (int position = index.lastPosition(); position < bytes.size(); ) {
      BatchSpan batch = at(position);
      endOffset = batch.lastOffset() + 1;
      maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
      position = batch.end();
    }
    if (bytes.size() == 0) {
      firstTimestamp = UNKNOWN;
      firstAppendMs = UNKNOWN;
    }
  }

  /**
   * Whole batches, from the one that contains the offset or follows it.
   *
   * @param limitOffset no batch that ends at or after this offset is returned
   * @return owned by the caller; empty if the first batch exceeds the bound
   */
  ByteBuf read(long offset, long limitOffset, ReadBound bound) {
    BatchSpan first = containing(offset);
    if (first == null || first.lastOffset() >= limitOffset) {
      return bytes.slice(0, 0);
    }
    int end = lastEndWithin(first, limitOffset, bound.maxBytes());
    if (end == first.position() && bound.atLeastOneBatch()) {
      end = first.end();
    }
    return bytes.slice(first.position(), end - first.position());
  }

  /** Where the last batch ends that fits; the position of the first if not even that one does. */
  private int lastEndWithin(BatchSpan first, long limitOffset, int maxBytes) {
    int limit = (int) Math.min(bytes.size(), (long) first.position() + maxBytes);
    if (limit == bytes.size() && endOffset <= limitOffset) {
      return limit;
    }
    int indexed = Math.min(index.floorByPosition(limit), index.floorByOffset(limitOffset));
    int end = Math.max(first.position(), indexed);
    while (end < limit) {
      BatchSpan batch = at(end);
      if (batch.end() > limit || batch.lastOffset() >= limitOffset) {
        break;
      }
      end = batch.end();
    }
    return end;
  }

  /** How many bytes there are from the batch that contains the offset on. */
  int bytesFrom(long offset) {
    BatchSpan first = containing(offset);
    return first == null ? 0 : bytes.size() - first.position();
  }

  /** The batch that contains the offset, else the first after it; null if there is none. */
  private @Nullable BatchSpan containing(long offset) {
    if (offset >= endOffset) {
      return null;
    }
    for (int position = index.floorByOffset(offset); position < bytes.size(); ) {
      BatchSpan batch = at(position);
      if (batch.lastOffset() >= offset) {
        return batch;
      }
      position = batch.end();
    }
    return null;
  }

  /**
   * The base offset of the first batch with such a timestamp or a later one; -1 if none.
   *
   * @param minOffset batches wholly below are not looked at
   */
  long firstBatchAtOrAfter(long timestamp, long minOffset) {
    for (int position = index.floorByTimestamp(timestamp); position < bytes.size(); ) {
      BatchSpan batch = at(position);
      if (batch.maxTimestamp() >= timestamp && batch.lastOffset() >= minOffset) {
        return batch.baseOffset();
      }
      position = batch.end();
    }
    return -1;
  }

  private BatchSpan at(int position) {
    ByteBuf header = bytes.slice(position, BatchSpan.HEADER_BYTES);
    try {
      return BatchSpan.at(header, header.readerIndex(), position);
    } finally {
      header.release();
    }
  }

  void flush() {
    bytes.flush();
  }

  @Override
  public void close() {
    bytes.close();
  }
}
