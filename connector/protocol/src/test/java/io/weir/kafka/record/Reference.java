package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.MemoryRecordsBuilder;
import org.apache.kafka.common.record.internal.MutableRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.ByteBufferOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes and reads batches by kafka-clients, the yardstick of this package. */
final class Reference {

  /** The producer's fields of a batch. */
  record Producer(long id, short epoch, int sequence, boolean transactional) {
    static final Producer NONE = new Producer(-1, (short) -1, -1, false);
  }

  private Reference() {}

  static byte[] encode(Compression compression, List<Sample> samples, Producer producer) {
    ByteBufferOutputStream target = new ByteBufferOutputStream(1024);
    try (MemoryRecordsBuilder builder =
        new MemoryRecordsBuilder(
            target,
            RecordBatch.MAGIC_VALUE_V2,
            kafkaCompression(compression),
            TimestampType.CREATE_TIME,
            0L,
            RecordBatch.NO_TIMESTAMP,
            producer.id(),
            producer.epoch(),
            producer.sequence(),
            producer.transactional(),
            false,
            RecordBatch.NO_PARTITION_LEADER_EPOCH,
            Integer.MAX_VALUE)) {
      for (Sample sample : samples) {
        builder.append(
            sample.timestampMs(),
            duplicate(sample.key()),
            duplicate(sample.value()),
            headersOf(sample));
      }
      ByteBuffer bytes = builder.build().buffer();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      return copy;
    }
  }

  /** The one batch in these bytes, its checksum and records verified. */
  static MutableRecordBatch batch(ByteBuf bytes) {
    MemoryRecords records =
        MemoryRecords.readableRecords(ByteBuffer.wrap(ByteBufUtil.getBytes(bytes)));
    List<MutableRecordBatch> batches = new ArrayList<>();
    records.batches().forEach(batches::add);
    if (batches.size() != 1) {
      throw new AssertionError("Expected one batch, found " + batches.size());
    }
    batches.get(0).ensureValid();
    return batches.get(0);
  }

  static List<DecodedRecord> decode(RecordBatch batch) {
    List<DecodedRecord> decoded = new ArrayList<>();
    for (Record record : batch) {
      record.ensureValid();
      List<DecodedRecord.Header> headers = new ArrayList<>();
      for (Header header : record.headers()) {
        headers.add(new DecodedRecord.Header(header.key(), wrap(header.value())));
      }
      decoded.add(
          new DecodedRecord(
              record.offset(), record.timestamp(), record.key(), record.value(), headers));
    }
    return decoded;
  }

  private static Header[] headersOf(Sample sample) {
    return sample.headers().stream()
        .map(header -> new RecordHeader(header.key(), array(header.value())))
        .toArray(Header[]::new);
  }

  private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }

  private static @Nullable ByteBuffer duplicate(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : bytes.duplicate();
  }

  private static byte @Nullable [] array(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return null;
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return copy;
  }

  private static org.apache.kafka.common.compress.Compression kafkaCompression(
      Compression compression) {
    int level = compression.level();
    return switch (compression.codec()) {
      case NONE -> org.apache.kafka.common.compress.Compression.NONE;
      case GZIP -> org.apache.kafka.common.compress.Compression.gzip().level(level).build();
      case SNAPPY -> org.apache.kafka.common.compress.Compression.snappy().build();
      case LZ4 -> org.apache.kafka.common.compress.Compression.lz4().level(level).build();
      case ZSTD -> org.apache.kafka.common.compress.Compression.zstd().level(level).build();
    };
  }
}
