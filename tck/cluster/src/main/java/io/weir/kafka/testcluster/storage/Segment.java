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

  private final long baseOffset;
  private final SegmentBytes bytes;
  private final SparseIndex index = new SparseIndex();

  /** Owned by the core's thread. */
  private long endOffset;

  /** Owned by the core's thread; -1 while no batch has a timestamp. */
  private long maxTimestamp = -1;

  Segment(long baseOffset, SegmentBytes bytes) {
    this.baseOffset = baseOffset;
    this.bytes = bytes;
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

  /**
   * @param batch <em>borrowed</em>; its base offset is set and not below {@link #endOffset}
   */
  void append(ByteBuf batch) {
    note(BatchSpan.of(batch, bytes.size()));
    bytes.append(batch);
  }

  private void note(BatchSpan batch) {
    index.offer(batch.baseOffset(), batch.position(), maxTimestamp);
    endOffset = batch.lastOffset() + 1;
    maxTimestamp = Math.max(maxTimestamp, batch.maxTimestamp());
  }

  /**
   * Walks the stored batches, fills the index and drops the tail behind the last sound batch.
   *
   * @param check tells whether a batch, of which header and size are plausible, is sound
   * @return how many bytes were dropped
   */
  int recover(BatchCheck check) {
    int position = 0;
    int size = bytes.size();
    while (position + BatchSpan.HEADER_BYTES <= size) {
      BatchSpan batch = at(position);
      if (!isPlausible(batch, size) || !isSound(batch, check)) {
        break;
      }
      note(batch);
      position = batch.end();
    }
    if (position < size) {
      bytes.truncate(position);
    }
    return size - position;
  }

  private boolean isPlausible(BatchSpan batch, int size) {
    return batch.bytes() >= BatchSpan.HEADER_BYTES
        && batch.bytes() <= size - batch.position()
        && batch.baseOffset() >= endOffset
        && batch.lastOffset() >= batch.baseOffset();
  }

  private boolean isSound(BatchSpan batch, BatchCheck check) {
    ByteBuf stored = bytes.slice(batch.position(), batch.bytes());
    try {
      return check.isSound(stored);
    } finally {
      stored.release();
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
    for (int position = index.floorByOffset(offset); position < bytes.size(); ) {
      BatchSpan batch = at(position);
      if (batch.lastOffset() >= offset) {
        return batch;
      }
      position = batch.end();
    }
    return null;
  }

  /** The base offset of the first batch with such a timestamp or a later one; -1 if none. */
  long firstBatchAtOrAfter(long timestamp) {
    for (int position = index.floorByTimestamp(timestamp); position < bytes.size(); ) {
      BatchSpan batch = at(position);
      if (batch.maxTimestamp() >= timestamp) {
        return batch.baseOffset();
      }
      position = batch.end();
    }
    return -1;
  }

  private BatchSpan at(int position) {
    ByteBuf header = bytes.slice(position, BatchSpan.HEADER_BYTES);
    try {
      return BatchSpan.of(header, position);
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
