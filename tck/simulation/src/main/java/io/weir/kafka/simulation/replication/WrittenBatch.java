package io.weir.kafka.simulation.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.record.Compression;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBody;
import java.util.List;

/**
 * A batch that a writer sends, perhaps more than once, and what became of it. Its values are unique
 * in the run.
 *
 * <p>One thread: that of the simulation.
 */
final class WrittenBatch {

  /** What the writer was told last. */
  enum Fate {
    UNKNOWN,
    ACKNOWLEDGED,
    /** Written before, at an offset that was not told. */
    ACKNOWLEDGED_EARLIER
  }

  private static final int BATCH_BYTES = 1024;
  private static final byte NULL_LENGTH = 1;
  private static final int LONGEST_VALUE = 60;

  private final List<String> values;
  private final int sequence;
  private Fate fate = Fate.UNKNOWN;
  private long offset = -1;

  /**
   * @param sequence of its first record; -1 without idempotence
   */
  WrittenBatch(List<String> values, int sequence) {
    this.values = values;
    this.sequence = sequence;
  }

  List<String> values() {
    return values;
  }

  int sequence() {
    return sequence;
  }

  Fate fate() {
    return fate;
  }

  /** Of its first record; -1 if that was not told. */
  long offset() {
    return offset;
  }

  void acknowledged(long baseOffset) {
    fate = Fate.ACKNOWLEDGED;
    offset = baseOffset;
  }

  void acknowledgedEarlier() {
    fate = Fate.ACKNOWLEDGED_EARLIER;
  }

  /**
   * The bytes as a producer sends them.
   *
   * @param producerId -1 without idempotence
   * @return owned by the caller
   */
  ByteBuf encode(ByteBufAllocator allocator, long producerId, short epoch, long timestampMs) {
    RecordBatchBuilder builder = new RecordBatchBuilder(allocator, Compression.NONE, BATCH_BYTES);
    values.forEach(value -> builder.append(timestampMs, new Value(value.getBytes(US_ASCII))));
    EncodedBatch batch = builder.seal();
    batch.stamp(producerId, epoch, sequence, false);
    return batch.content();
  }

  /** A record without key and headers; all lengths fit one byte. */
  private record Value(byte[] bytes) implements RecordBody {

    Value {
      if (bytes.length > LONGEST_VALUE) {
        throw new IllegalArgumentException("A value is too long: " + bytes.length);
      }
    }

    @Override
    public int sizeInBytes() {
      return 3 + bytes.length;
    }

    @Override
    public void writeTo(ByteBuf target) {
      target.writeByte(NULL_LENGTH).writeByte(bytes.length << 1).writeBytes(bytes).writeByte(0);
    }
  }
}
