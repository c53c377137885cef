package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.storage.PartitionLog;
import io.weir.kafka.testcluster.storage.ReadBound;

/**
 * One broker's copy of a partition as someone outside of the cluster looks at it; to be read only,
 * between two steps.
 *
 * @param broker whose copy it is, whether or not it runs
 * @param highWatermark as that broker knows it, or as it last remembered it
 */
public record PartitionCopy(int broker, PartitionLog log, long highWatermark) {

  public long logStartOffset() {
    return log.startOffset();
  }

  public long logEndOffset() {
    return log.endOffset();
  }

  /** The size of all batches. */
  public long bytes() {
    return log.bytes();
  }

  /**
   * Whole batches below the high watermark.
   *
   * @return owned by the caller; empty if there is nothing to return
   */
  public ByteBuf read(long offset, ReadBound bound) {
    return log.read(offset, highWatermark, bound);
  }
}
