package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.storage.LogCheckpoint.Shutdown;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The record batches of one replica in offset order, in segments that roll by size and time.
 *
 * <p>Owned by the core's thread. The log neither assigns offsets nor looks into records: a batch
 * comes stamped. It knows no clock: time comes with what is appended. Invariants: offsets increase;
 * {@link #startOffset} <= {@link #flushedOffset} <= {@link #endOffset}; every segment but the last
 * is flushed, unless the process has died since it rolled; at least one segment exists.
 *
 * <p>What is appended survives the death of the process; what lies below {@link #flushedOffset}
 * survives a power failure, too. What is truncated or deleted is gone at once.
 */
public final class PartitionLog {

  private static final long NEVER = -1;

  private final SegmentFolder folder;
  private final SegmentChain segments;
  private final LeaderEpochs epochs;

  /** Owned by the core's thread, as are all that follow. */
  private LogSettings settings;

  /** What was last saved. */
  private LogCheckpoint checkpoint;

  private long startOffset;
  private long flushedOffset;
  private long lastFlushMs = NEVER;

  PartitionLog(
      SegmentFolder folder,
      LogSettings settings,
      SegmentChain segments,
      LeaderEpochs epochs,
      LogCheckpoint checkpoint) {
    this.folder = folder;
    this.settings = settings;
    this.segments = segments;
    this.epochs = epochs;
    this.checkpoint = checkpoint;
    start(checkpoint);
  }

  private void start(LogCheckpoint last) {
    if (last.startOffset() > endOffset()) {
      // The device lost more than the deleted records: what is left was deleted, too.
      truncateFullyAndStartAt(last.startOffset());
    }
    startOffset = Math.max(last.startOffset(), segments.baseOffset());
    boolean clean = last.shutdown() == Shutdown.CLEAN;
    flushedOffset =
        clean ? endOffset() : Math.max(startOffset, Math.min(last.flushedOffset(), endOffset()));
    epochs.truncateStart(startOffset);
    epochs.truncateEnd(endOffset());
    if (clean) {
      // From now on a death of the process is no clean shutdown.
      save(last.highWatermark(), Shutdown.UNCLEAN);
    }
  }

  /** The offset of the first record that is still there, or of the next one in an empty log. */
  public long startOffset() {
    return startOffset;
  }

  /** The offset that the next record will get. */
  public long endOffset() {
    return segments.active().endOffset();
  }

  /**
   * The size of all batches, with those below the start offset that share a segment with others.
   */
  public long bytes() {
    return segments.bytes();
  }

  /** The number of segments, at least one. */
  public int segmentCount() {
    return segments.count();
  }

  public LogSettings settings() {
    return settings;
  }

  /** Changes how the log behaves from the next append on. */
  public void configure(LogSettings newSettings) {
    settings = newSettings;
  }

  /**
   * Appends whole batches: one of a producer, or a run of them that a follower has fetched. A batch
   * goes to a new segment if the current one would exceed its size or is too old.
   *
   * @param batches <em>borrowed</em>: the readable bytes; magic 2, with base offset and leader
   *     epoch set, in offset order
   * @param nowMs milliseconds since 1970
   * @throws IllegalArgumentException if a base offset is below {@link #endOffset}, or a batch is
   *     not whole; those before it are appended
   */
  public void append(ByteBuf batches, long nowMs) {
    int end = batches.writerIndex();
    for (int index = batches.readerIndex(); index < end; ) {
      index += appendOne(batches, index, nowMs);
    }
    if (lastFlushMs == NEVER) {
      lastFlushMs = nowMs;
    }
    if (!folder.keepsRecords()) {
      forgetAll();
    } else if (unflushedRecords() >= settings.flushMessages()) {
      flush(nowMs);
    }
  }

  /** Not saved: {@link #kill} and {@link #shutDown} do so. */
  private void forgetAll() {
    startOffset = endOffset();
    flushedOffset = startOffset;
    epochs.truncateStart(startOffset);
  }

  private int appendOne(ByteBuf batches, int index, long nowMs) {
    requireHeader(batches, index);
    BatchSpan batch = BatchSpan.at(batches, index, segments.active().bytes());
    requireWhole(batch, batches.writerIndex() - index);
    if (shouldRoll(batch, nowMs)) {
      flush(nowMs);
      segments.add(batch.baseOffset());
      batch = BatchSpan.at(batches, index, 0);
    }
    segments.active().append(batches, index, batch, nowMs);
    epochs.assign(batch.leaderEpoch(), batch.baseOffset());
    return batch.bytes();
  }

  private static void requireHeader(ByteBuf batches, int index) {
    if (batches.writerIndex() - index < BatchSpan.HEADER_BYTES) {
      throw new IllegalArgumentException(
          "A batch ends within its header: " + (batches.writerIndex() - index) + " bytes");
    }
  }

  private void requireWhole(BatchSpan batch, int available) {
    if (batch.baseOffset() < endOffset()) {
      throw new IllegalArgumentException(
          "Base offset " + batch.baseOffset() + " lies below the log's end " + endOffset());
    }
    if (batch.bytes() < BatchSpan.HEADER_BYTES
        || batch.bytes() > available
        || batch.lastOffset() < batch.baseOffset()) {
      throw new IllegalArgumentException(
          "The batch at offset %d has an impossible size or range: %d bytes, of which %d are there"
              .formatted(batch.baseOffset(), batch.bytes(), available));
    }
  }

  private boolean shouldRoll(BatchSpan batch, long nowMs) {
    Segment active = segments.active();
    return active.bytes() > 0
        && ((long) active.bytes() + batch.bytes() > settings.segmentBytes()
            || active.waitedForRollMs(batch.maxTimestamp(), nowMs) > settings.segmentMs());
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
    return segments.read(offset, limitOffset, bound);
  }

  /** How many bytes the log holds from the batch that contains the offset on. */
  public long bytesFrom(long offset) {
    return segments.bytesFrom(offset);
  }

  /**
   * The base offset of the first batch that holds a timestamp at or after the given one, and an
   * offset at or after the {@link #startOffset}; -1 if none does.
   */
  public long firstBatchAtOrAfter(long timestamp) {
    return segments.firstBatchAtOrAfter(timestamp, startOffset);
  }

  /** The largest timestamp of all records; -1 in an empty log. */
  public long maxTimestamp() {
    return segments.maxTimestamp();
  }

  /**
   * Shows every batch in offset order, the first of which may begin below the start offset.
   *
   * @param reader is lent each batch for the time of the call
   */
  public void forEachBatch(Consumer<ByteBuf> reader) {
    for (long offset = startOffset; offset < endOffset(); ) {
      ByteBuf batch = read(offset, endOffset(), ReadBound.atLeastOneBatch(0));
      try {
        reader.accept(batch);
        offset = BatchSpan.at(batch, batch.readerIndex(), 0).lastOffset() + 1;
      } finally {
        batch.release();
      }
    }
  }

  /**
   * Drops all batches at or above the offset; a batch that contains it goes as a whole. Below the
   * start offset that is everything, and the log starts at the offset.
   */
  public void truncateTo(long offset) {
    if (offset < startOffset) {
      truncateFullyAndStartAt(offset);
    } else if (offset < endOffset()) {
      segments.truncateTo(offset);
      flushedOffset = Math.min(flushedOffset, endOffset());
      epochs.truncateEnd(endOffset());
      if (endOffset() < startOffset) {
        // The batch that was cut begins below the start: nothing visible is left.
        truncateFullyAndStartAt(startOffset);
      }
    } else {
      // An epoch may have begun here in which nothing was written.
      epochs.truncateEnd(endOffset());
    }
  }

  /** Deletes everything; the next record gets this offset. */
  public void truncateFullyAndStartAt(long offset) {
    segments.restartAt(offset);
    epochs.clear();
    startOffset = offset;
    flushedOffset = offset;
    save(checkpoint.highWatermark(), Shutdown.UNCLEAN);
  }

  /**
   * Deletes the records below the offset: at once where a whole segment is below, else they are
   * only hidden. Does nothing if the log starts there or behind.
   *
   * @throws IllegalArgumentException if the offset is above {@link #endOffset}
   */
  public void advanceStartOffset(long offset) {
    if (offset > endOffset()) {
      throw new IllegalArgumentException(
          "Offset " + offset + " lies above the log's end " + endOffset());
    }
    if (offset <= startOffset) {
      return;
    }
    if (offset == endOffset()) {
      segments.restartAt(offset);
    } else {
      segments.deleteBefore(offset);
    }
    startOffset = offset;
    flushedOffset = Math.max(flushedOffset, offset);
    epochs.truncateStart(offset);
    save(checkpoint.highWatermark(), Shutdown.UNCLEAN);
  }

  /**
   * Where the log should start by its retention: whole segments go, the oldest first.
   *
   * @param limitOffset no segment that reaches beyond goes: the high watermark
   * @return for {@link #advanceStartOffset}; the present start if nothing is to go
   */
  public long startAfterRetention(Retention retention, long nowMs, long limitOffset) {
    return Math.max(startOffset, segments.endOfExpired(retention, nowMs, limitOffset));
  }

  /** The leader epochs of the log in order. */
  public List<EpochStart> epochs() {
    return epochs.entries();
  }

  /** The last leader epoch; -1 if none is known. */
  public int latestEpoch() {
    return epochs.latest();
  }

  /** The leader epoch in which the offset was or will be written; -1 if it is not known. */
  public int epochOf(long offset) {
    return epochs.epochOf(offset);
  }

  /**
   * Where an epoch ends: what a follower that has records of it may keep (KIP-101, KIP-279).
   *
   * @param epoch negative for none
   * @return the largest epoch at or below, and its end; of the latest epoch the log's end; unknown
   *     above the latest
   */
  public EpochEnd endOffsetFor(int epoch) {
    return epochs.endOf(epoch, endOffset());
  }

  /** Notes that what follows is of this epoch: a leader does so before its first append. */
  public void beginEpoch(int epoch) {
    epochs.assign(epoch, endOffset());
  }

  /** Below this everything survives a power failure. */
  public long flushedOffset() {
    return flushedOffset;
  }

  /** How many records a power failure would cost. */
  public long unflushedRecords() {
    return endOffset() - flushedOffset;
  }

  /** When the log was last flushed, else when it was first appended to; -1 if neither. */
  public long lastFlushMs() {
    return lastFlushMs;
  }

  /** Forces everything to the device. */
  public void flush(long nowMs) {
    flushSegments();
    lastFlushMs = nowMs;
  }

  private void flushSegments() {
    if (unflushedRecords() > 0) {
      segments.flushFrom(flushedOffset);
      flushedOffset = endOffset();
    }
  }

  /** Flushes if something is unflushed and the last flush is {@code flush.ms} ago. */
  public void flushIfDue(long nowMs) {
    if (unflushedRecords() > 0 && nowMs - lastFlushMs >= settings.flushMs()) {
      flush(nowMs);
    }
  }

  /** Remembers the high watermark, with the log's start, for the next run. */
  public void checkpoint(long highWatermark) {
    save(highWatermark, Shutdown.UNCLEAN);
  }

  /** The high watermark as of the last {@link #checkpoint}, within the log's bounds. */
  public long checkpointedHighWatermark() {
    return Math.max(startOffset, Math.min(checkpoint.highWatermark(), endOffset()));
  }

  private void save(long highWatermark, Shutdown shutdown) {
    LogCheckpoint next = new LogCheckpoint(highWatermark, startOffset, flushedOffset, shutdown);
    if (!next.equals(checkpoint)) {
      folder.saveCheckpoint(next);
      checkpoint = next;
    }
  }

  /** Ends this run as a broker does that is shut down: everything is flushed. */
  void shutDown() {
    flushSegments();
    save(checkpoint.highWatermark(), Shutdown.CLEAN);
    segments.close();
  }

  /** Ends this run as the death of the process does: what was appended stays. */
  void kill() {
    // The device knows how far it has come, whatever the process has told it to note.
    save(checkpoint.highWatermark(), Shutdown.UNCLEAN);
    segments.close();
  }

  /**
   * Ends this run as a power failure does: nothing above {@link #flushedOffset} stays, but perhaps
   * a piece of the next batch.
   */
  void dropUnflushed(RandomGenerator torn) {
    ByteBuf next = read(flushedOffset, endOffset(), ReadBound.atLeastOneBatch(0));
    try {
      truncateTo(flushedOffset);
      ByteBuf piece = TornWrite.of(next, torn);
      segments.active().tear(piece);
      piece.release();
    } finally {
      next.release();
    }
    kill();
  }
}
