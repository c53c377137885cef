package io.weir.kafka.testcluster.replica;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.record.CorruptRecordException;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.metadata.TopicSettings;
import io.weir.kafka.testcluster.metadata.TopicSettings.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * What a producer's records must be to enter a log. The records inside the batch are not looked at:
 * the checksum vouches for them.
 */
final class BatchRules {

  private static final int MAGIC_AT = 16;
  private static final byte MAGIC = 2;

  private BatchRules() {}

  /**
   * The one batch that a produce request may hold per partition.
   *
   * @param records <em>borrowed</em>; null counts as empty
   * @return a view that is valid as long as the records are
   * @throws RejectedException with the error that Kafka answers
   */
  static RecordBatchView onlyBatch(@Nullable ByteBuf records) {
    if (records == null || !records.isReadable()) {
      throw invalid("The request must contain exactly one record batch, there is none");
    }
    requireMagic(records);
    RecordBatchView batch = first(records);
    if (batch.sizeInBytes() != records.readableBytes()) {
      throw invalid("The request must contain exactly one record batch, there is more");
    }
    return batch;
  }

  private static void requireMagic(ByteBuf records) {
    if (records.readableBytes() > MAGIC_AT) {
      byte magic = records.getByte(records.readerIndex() + MAGIC_AT);
      if (magic != MAGIC) {
        throw invalid("Only record batches with magic 2 are allowed, not " + magic);
      }
    }
  }

  private static RecordBatchView first(ByteBuf records) {
    try {
      return RecordBatchView.at(records, records.readerIndex());
    } catch (CorruptRecordException e) {
      throw corrupt(String.valueOf(e.getMessage()));
    }
  }

  /**
   * @throws RejectedException with the error that Kafka answers
   */
  static void check(RecordBatchView batch, TopicSettings settings, long nowMs) {
    if (batch.sizeInBytes() > settings.maxMessageBytes()) {
      throw new RejectedException(
          ErrorCode.MESSAGE_TOO_LARGE,
          "The record batch size is %d bytes, which exceeds max.message.bytes of %d"
              .formatted(batch.sizeInBytes(), settings.maxMessageBytes()));
    }
    if (!batch.crcIsValid()) {
      throw corrupt("The record batch does not match its checksum");
    }
    checkCounts(batch);
    checkProducer(batch);
    if (settings.timestampType() == TimestampType.CREATE_TIME) {
      checkTimestamp(batch, settings, nowMs);
    }
  }

  private static void checkCounts(RecordBatchView batch) {
    if (batch.recordCount() < 1 || batch.recordCount() - 1 != batch.lastOffsetDelta()) {
      throw invalid(
          "Inconsistent batch offset range: %d records, last offset delta %d"
              .formatted(batch.recordCount(), batch.lastOffsetDelta()));
    }
    if (batch.isControl()) {
      throw invalid("Clients are not allowed to write control batches");
    }
  }

  private static void checkProducer(RecordBatchView batch) {
    if (batch.producerId() >= 0 && batch.baseSequence() < 0) {
      throw invalid(
          "Sequence %d of producer %d is negative"
              .formatted(batch.baseSequence(), batch.producerId()));
    }
    if (batch.isTransactional()) {
      throw new RejectedException(
          ErrorCode.INVALID_TXN_STATE, "The embedded cluster does not model transactions");
    }
  }

  private static void checkTimestamp(RecordBatchView batch, TopicSettings settings, long nowMs) {
    long timestamp = batch.maxTimestampMs();
    if (timestamp < 0) {
      return;
    }
    if (timestamp - nowMs > settings.timestampAfterMaxMs()
        || nowMs - timestamp > settings.timestampBeforeMaxMs()) {
      throw new RejectedException(
          ErrorCode.INVALID_TIMESTAMP,
          "One or more records have been rejected due to invalid timestamp");
    }
  }

  private static RejectedException invalid(String message) {
    return new RejectedException(ErrorCode.INVALID_RECORD, message);
  }

  private static RejectedException corrupt(String message) {
    return new RejectedException(ErrorCode.CORRUPT_MESSAGE, message);
  }
}
