package io.weir.kafka.benchmarks;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBody;
import io.weir.kafka.record.Varints;

/** Makes the one batch that a raw load sends again and again. */
final class RecordBatches {
  private static final short NO_EPOCH = -1;

  /** No key, a value of zeros, no headers. */
  private record Zeros(int valueBytes) implements RecordBody {
    @Override
    public int sizeInBytes() {
      return Varints.sizeOfInt(-1)
          + Varints.sizeOfInt(valueBytes)
          + valueBytes
          + Varints.sizeOfInt(0);
    }

    @Override
    public void writeTo(ByteBuf target) {
      Varints.writeInt(target, -1);
      Varints.writeInt(target, valueBytes);
      target.writeZero(valueBytes);
      Varints.writeInt(target, 0);
    }
  }

  private RecordBatches() {}

  /**
   * As many records of this size as fit the batch, without producer id and compression.
   *
   * @return owned by the caller
   */
  static EncodedBatch full(int valueBytes, int batchBytes) {
    long now = System.currentTimeMillis();
    RecordBody body = new Zeros(valueBytes);
    RecordBatchBuilder builder =
        new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.NONE, batchBytes);
    do {
      builder.append(now, body);
    } while (builder.sizeInBytes() + builder.recordBytes(now, body) <= batchBytes);
    EncodedBatch batch = builder.seal();
    batch.stamp(-1, NO_EPOCH, -1, false);
    return batch;
  }
}
