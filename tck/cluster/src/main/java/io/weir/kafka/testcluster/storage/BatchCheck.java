package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.CorruptRecordException;
import io.weir.kafka.record.RecordBatchView;

/** How closely the batches of a segment are looked at when a log is opened. */
enum BatchCheck {
  /** Their headers are believed: they were flushed, or the log was closed cleanly. */
  HEADER {
    @Override
    boolean isSound(ByteBuf batch) {
      return true;
    }
  },
  /** The checksum must be right. */
  CHECKSUM {
    @Override
    boolean isSound(ByteBuf batch) {
      try {
        return RecordBatchView.at(batch, batch.readerIndex()).crcIsValid();
      } catch (CorruptRecordException e) {
        return false;
      }
    }
  };

  /**
   * @param batch <em>borrowed</em>: one batch, from its base offset to its last record
   */
  abstract boolean isSound(ByteBuf batch);
}
