package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.Batches;
import java.util.ArrayList;
import java.util.List;

/** Fills logs and looks at what they hold. */
final class LogContent {

  static final int BATCH_BYTES = Batches.of(1000, "a").readableBytes();

  private LogContent() {}

  /** Appends batches of one record each until the log ends there. */
  static void fillTo(PartitionLog log, long endOffset) {
    while (log.endOffset() < endOffset) {
      append(log, 0, 1);
    }
  }

  /** Appends one batch of so many records, with the time 1000. */
  static void append(PartitionLog log, int epoch, int records) {
    log.append(batch(log.endOffset(), epoch, 1000, records), 0);
  }

  static ByteBuf batch(long baseOffset, int epoch, long timestampMs, int records) {
    String[] values = new String[records];
    for (int i = 0; i < records; i++) {
      values[i] = "a";
    }
    ByteBuf batch = Batches.stored(baseOffset, timestampMs, values);
    RecordBatchView.at(batch, 0).place(baseOffset, epoch);
    return batch;
  }

  /** The base offsets of all batches. */
  static List<Long> baseOffsets(PartitionLog log) {
    List<Long> offsets = new ArrayList<>();
    log.forEachBatch(batch -> offsets.add(RecordBatchView.at(batch, 0).baseOffset()));
    return offsets;
  }

  /** The base offsets of the batches that were read; empty for an empty buffer. */
  static List<Long> baseOffsets(ByteBuf records) {
    return RecordBatchView.allIn(records).stream().map(RecordBatchView::baseOffset).toList();
  }
}
