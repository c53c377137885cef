package io.weir.kafka.testcluster.group;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/**
 * The partitions of {@code __consumer_offsets} that this broker leads, as a coordinator needs them.
 */
public interface GroupLog {

  /**
   * Appends one batch as a producer with {@code acks=all} would; does not wait.
   *
   * @param batch <em>borrowed</em>
   * @return the offset that the {@link #highWatermark} has to reach for the batch to be replicated
   * @throws io.weir.kafka.testcluster.metadata.RejectedException with the error that a producer
   *     would get; nothing is appended then
   */
  long append(int partition, ByteBuf batch, long nowMs);

  /** The offset below which everything is replicated. */
  long highWatermark(int partition);

  /** The offset that the next record will get. */
  long endOffset(int partition);

  /**
   * Shows all batches from the first on, replicated or not, in offset order.
   *
   * @param reader is <em>lent</em> each batch for the time of the call
   */
  void forEachBatch(int partition, Consumer<ByteBuf> reader);
}
