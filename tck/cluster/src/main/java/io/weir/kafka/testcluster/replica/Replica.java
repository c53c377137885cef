package io.weir.kafka.testcluster.replica;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.metadata.TopicSettings.TimestampType;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.ReadBound;
import org.jspecify.annotations.Nullable;

/**
 * One broker's copy of a partition: its log and what it remembers of producers.
 *
 * <p>Owned by the core's thread. Invariant: no record at or above the {@link #highWatermark} is
 * shown to a consumer. With one replica per partition the high watermark is the log's end.
 */
public final class Replica {

  private final PartitionLog log;
  private final ProducerLedger producers = new ProducerLedger();

  /** The batch that is being stamped, so that the request's bytes stay as they are. */
  private final ByteBuf scratch;

  /**
   * @param scratch <em>borrowed</em> for life: shared with other replicas of the same thread
   */
  public Replica(PartitionLog log, ByteBuf scratch) {
    this.log = log;
    this.scratch = scratch;
    log.forEachBatch(this::remember);
  }

  private void remember(ByteBuf stored) {
    RecordBatchView batch = RecordBatchView.at(stored, stored.readerIndex());
    long appendTimeMs = batch.isLogAppendTime() ? batch.maxTimestampMs() : -1;
    producers.note(batch, new Appended(batch.baseOffset(), appendTimeMs));
  }

  /**
   * Appends what a producer sent for this partition: at once visible, as there is one replica.
   *
   * @param records <em>borrowed</em>: one batch; null counts as empty
   * @return where it lies; the original place if it was sent before
   * @throws RejectedException with the error that Kafka answers; nothing is appended then
   */
  public Appended append(
      @Nullable ByteBuf records, TopicSettings settings, int leaderEpoch, long nowMs) {
    RecordBatchView batch = BatchRules.onlyBatch(records);
    BatchRules.check(batch, settings, nowMs);
    Appended original = producers.check(batch);
    return original != null ? original : store(batch, settings, leaderEpoch, nowMs);
  }

  private Appended store(
      RecordBatchView batch, TopicSettings settings, int leaderEpoch, long nowMs) {
    scratch.clear().writeBytes(batch.content(), 0, batch.sizeInBytes());
    RecordBatchView stamped = RecordBatchView.at(scratch, 0);
    boolean ownTime = settings.timestampType() == TimestampType.LOG_APPEND_TIME;
    if (ownTime) {
      stamped.setLogAppendTime(nowMs);
    }
    stamped.place(log.endOffset(), leaderEpoch);
    log.append(scratch, nowMs);
    Appended where = new Appended(stamped.baseOffset(), ownTime ? nowMs : -1);
    producers.note(stamped, where);
    return where;
  }

  /** The offset of the first record that is still there. */
  public long logStartOffset() {
    return log.startOffset();
  }

  /** The offset that the next record will get. */
  public long logEndOffset() {
    return log.endOffset();
  }

  /** The offset below which records are visible to consumers. */
  public long highWatermark() {
    return log.endOffset();
  }

  /** The size of all batches. */
  public long bytes() {
    return log.bytes();
  }

  /** The log behind the replica, to be read only. */
  public PartitionLog log() {
    return log;
  }

  /**
   * Whole batches below the high watermark, as a consumer gets them.
   *
   * @param offset within the log
   * @return owned by the caller; empty if there is nothing to return
   */
  public ByteBuf read(long offset, ReadBound bound) {
    return offset >= highWatermark()
        ? Unpooled.EMPTY_BUFFER
        : log.read(offset, highWatermark(), bound);
  }
}
