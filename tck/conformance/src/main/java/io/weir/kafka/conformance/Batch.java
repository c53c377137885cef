package io.weir.kafka.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Record batches as kafka-clients encodes them, on the heap. */
public final class Batch {
  private Batch() {}

  /** One batch of a producer without idempotence. */
  public static ByteBuf of(String... values) {
    long now = System.currentTimeMillis();
    SimpleRecord[] records =
        Stream.of(values).map(value -> record(now, value)).toArray(SimpleRecord[]::new);
    return buffer(MemoryRecords.withRecords(Compression.NONE, records));
  }

  /** One batch whose records have timestamps of their own and the values 0, 1, 2... */
  public static ByteBuf at(Compression compression, long... timestampsMs) {
    SimpleRecord[] records =
        IntStream.range(0, timestampsMs.length)
            .mapToObj(i -> record(timestampsMs[i], Integer.toString(i)))
            .toArray(SimpleRecord[]::new);
    return buffer(MemoryRecords.withRecords(compression, records));
  }

  /** One batch of an idempotent producer, with one record. */
  public static ByteBuf idempotent(long producerId, int epoch, int sequence, String value) {
    return buffer(
        MemoryRecords.withIdempotentRecords(
            Compression.NONE,
            producerId,
            (short) epoch,
            sequence,
            record(System.currentTimeMillis(), value)));
  }

  private static SimpleRecord record(long timestampMs, String value) {
    return new SimpleRecord(timestampMs, value.getBytes(StandardCharsets.UTF_8));
  }

  private static ByteBuf buffer(MemoryRecords records) {
    return Unpooled.wrappedBuffer(records.buffer());
  }
}
