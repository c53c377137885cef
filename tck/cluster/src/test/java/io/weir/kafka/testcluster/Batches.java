package io.weir.kafka.testcluster;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches as kafka-clients encodes them; unpooled, so nobody has to release them. */
public final class Batches {

  private Batches() {}

  /** One batch with one record per value, all with this timestamp. */
  public static ByteBuf of(long timestampMs, String... values) {
    return buffer(MemoryRecords.withRecords(Compression.NONE, records(timestampMs, values)));
  }

  /** One batch whose records have timestamps of their own and the values 0, 1, 2... */
  public static ByteBuf withTimestamps(Compression compression, long... timestampsMs) {
    SimpleRecord[] records =
        IntStream.range(0, timestampsMs.length)
            .mapToObj(i -> record(timestampsMs[i], Integer.toString(i)))
            .toArray(SimpleRecord[]::new);
    return buffer(MemoryRecords.withRecords(compression, records));
  }

  /** One batch of an idempotent producer. */
  public static ByteBuf idempotent(long producerId, int epoch, int sequence, String... values) {
    return buffer(
        MemoryRecords.withIdempotentRecords(
            Compression.NONE, producerId, (short) epoch, sequence, records(1000, values)));
  }

  /** A batch with a base offset, as it lies in a log. */
  public static ByteBuf stored(long baseOffset, long timestampMs, String... values) {
    ByteBuf batch = of(timestampMs, values);
    return batch.setLong(0, baseOffset);
  }

  private static SimpleRecord[] records(long timestampMs, String... values) {
    SimpleRecord[] records = new SimpleRecord[values.length];
    for (int i = 0; i < values.length; i++) {
      records[i] = record(timestampMs, values[i]);
    }
    return records;
  }

  private static SimpleRecord record(long timestampMs, String value) {
    return new SimpleRecord(timestampMs, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuf buffer(MemoryRecords records) {
    return Unpooled.wrappedBuffer(records.buffer());
  }
}
