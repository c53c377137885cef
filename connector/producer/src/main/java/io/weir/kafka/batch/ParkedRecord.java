package io.weir.kafka.batch;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.RecordBody;
import org.jspecify.annotations.Nullable;

/**
 * A serialized record that waits until the partitions of its topic are known.
 *
 * @param body owned: released when the record leaves the topic's queue
 * @param partition as the sender named it, or negative
 * @param keyHash of the serialized key; meaningful only if {@code hasKey}
 * @param choice key and value for a user's partitioner; null where none is configured
 * @param parkedNanos since when it waits, on the loop's clock
 */
public record ParkedRecord(
    ByteBuf body,
    long timestampMs,
    int partition,
    boolean hasKey,
    int keyHash,
    @Nullable KeyAndValue choice,
    Object slot,
    long parkedNanos)
    implements RecordBody {

  /** What a user's partitioner wants to see. */
  public record KeyAndValue(@Nullable Object key, @Nullable Object value) {}

  @Override
  public int sizeInBytes() {
    return body.readableBytes();
  }

  @Override
  public void writeTo(ByteBuf target) {
    target.writeBytes(body, body.readerIndex(), body.readableBytes());
  }
}
