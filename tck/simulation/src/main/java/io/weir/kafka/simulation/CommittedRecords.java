package io.weir.kafka.simulation;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.PartitionCopy;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.util.ArrayList;
import java.util.List;

/** Reads what a partition has below its high watermark. Stateless. */
public final class CommittedRecords {

  /**
   * One of them.
   *
   * @param producerId of its batch; -1 without idempotence
   */
  public record Committed(long producerId, DecodedRecord record) {}

  private static final int CHUNK_BYTES = 1 << 20;

  private CommittedRecords() {}

  /** All of them, in the order of their offsets. */
  public static List<Committed> of(ClusterCore core, String topic, int partition) {
    List<Committed> records = new ArrayList<>();
    PartitionCopy copy = core.replica(topic, partition);
    long next = copy.logStartOffset();
    while (next < copy.highWatermark()) {
      ByteBuf chunk = copy.read(next, ReadBound.atLeastOneBatch(CHUNK_BYTES));
      for (RecordBatchView batch : RecordBatchView.allIn(chunk)) {
        batch
            .records(UnpooledByteBufAllocator.DEFAULT, CHUNK_BYTES)
            .forEach(record -> records.add(new Committed(batch.producerId(), record)));
        next = batch.nextOffset();
      }
      chunk.release();
    }
    return records;
  }
}
