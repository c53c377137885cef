package io.weir.kafka.batch;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBody;

/**
 * A serialized record that waits until the partitions of its topic are known.
 *
 * @param body owned: released when the record leaves the topic's queue
 * @param routing what its partition will be chosen by; the parking side's own
 * @param parkedNanos since when it waits, on the loop's clock
 */
public record ParkedRecord(
    ByteBuf body, long timestampMs, Object routing, Object slot, long parkedNanos)
    implements RecordBody {

  @Override
  public int sizeInBytes() {
    return body.readableBytes();
  }

  @Override
  public void writeTo(ByteBuf target) {
    target.writeBytes(body, body.readerIndex(), body.readableBytes());
  }
}
