package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the records of one batch from a copy on the heap. Every length is checked against the
 * bytes that are there before anything is allocated for it.
 */
final class RecordDecoder {

  /** Length, attributes, two deltas, two lengths and a header count, at one byte each. */
  private static final int MIN_RECORD_BYTES = 7;

  /** Two lengths of one byte each. */
  private static final int MIN_HEADER_BYTES = 2;

  private final RecordBatchView batch;
  private final byte[] bytes;
  private final ByteBuf source;

  private RecordDecoder(RecordBatchView batch, byte[] bytes) {
    this.batch = batch;
    this.bytes = bytes;
    this.source = Unpooled.wrappedBuffer(bytes);
  }

  static List<DecodedRecord> decode(
      RecordBatchView batch, ByteBufAllocator allocator, int maxDecompressedBytes) {
    byte[] bytes =
        batch.codec() == Codec.NONE
            ? ByteBufUtil.getBytes(encodedRecords(batch))
            : decompressed(batch, allocator, maxDecompressedBytes);
    return new RecordDecoder(batch, bytes).all();
  }

  private static ByteBuf encodedRecords(RecordBatchView batch) {
    int length = batch.sizeInBytes() - BatchLayout.HEADER_BYTES;
    return batch.content().slice(BatchLayout.HEADER_BYTES, length);
  }

  private static byte[] decompressed(
      RecordBatchView batch, ByteBufAllocator allocator, int maxBytes) {
    Coder coder = batch.codec().coder();
    ByteBuf encoded = encodedRecords(batch);
    ByteBuf direct = allocator.directBuffer(Math.max(encoded.readableBytes(), 1));
    try (BoundedOutput output = new BoundedOutput(allocator, maxBytes)) {
      direct.writeBytes(encoded);
      coder.decompress(direct.nioBuffer(), output);
      return ByteBufUtil.getBytes(output.bytes());
    } finally {
      direct.release();
    }
  }

  private List<DecodedRecord> all() {
    int count = batch.recordCount();
    if (count > bytes.length / MIN_RECORD_BYTES) {
      throw new CorruptRecordException(
          "The header counts " + count + " records, which " + bytes.length + " bytes cannot hold");
    }
    List<DecodedRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(next());
    }
    if (source.isReadable()) {
      throw new CorruptRecordException(
          source.readableBytes() + " bytes follow the " + count + " records of the batch");
    }
    return records;
  }

  private DecodedRecord next() {
    int length = readLength("record", MIN_RECORD_BYTES - 1);
    int end = source.readerIndex() + length;
    source.skipBytes(1);
    long timestampDelta = Varints.readLong(source);
    int offsetDelta = Varints.readInt(source);
    if (offsetDelta < 0 || offsetDelta > batch.lastOffsetDelta()) {
      throw new CorruptRecordException("Offset delta " + offsetDelta + " lies outside the batch");
    }
    ByteBuffer key = readNullable("key");
    ByteBuffer value = readNullable("value");
    List<DecodedRecord.Header> headers = readHeaders();
    if (source.readerIndex() != end) {
      throw new CorruptRecordException(
          "A record of "
              + length
              + " bytes differs from its length by "
              + (source.readerIndex() - end));
    }
    return new DecodedRecord(
        batch.baseOffset() + offsetDelta, timestampMs(timestampDelta), key, value, headers);
  }

  private long timestampMs(long delta) {
    return batch.isLogAppendTime() ? batch.maxTimestampMs() : batch.baseTimestampMs() + delta;
  }

  private List<DecodedRecord.Header> readHeaders() {
    int count = Varints.readInt(source);
    if (count < 0 || count > source.readableBytes() / MIN_HEADER_BYTES) {
      throw new CorruptRecordException(
          count + " headers do not fit into " + source.readableBytes() + " bytes");
    }
    List<DecodedRecord.Header> headers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int length = readLength("header key", 0);
      String key = new String(bytes, source.readerIndex(), length, StandardCharsets.UTF_8);
      source.skipBytes(length);
      headers.add(new DecodedRecord.Header(key, readNullable("header value")));
    }
    return List.copyOf(headers);
  }

  private @Nullable ByteBuffer readNullable(String what) {
    int length = readLength(what, -1);
    if (length < 0) {
      return null;
    }
    ByteBuffer content = ByteBuffer.wrap(bytes, source.readerIndex(), length).slice();
    source.skipBytes(length);
    return content.asReadOnlyBuffer();
  }

  private int readLength(String what, int least) {
    int length = Varints.readInt(source);
    if (length < least || length > source.readableBytes()) {
      throw new CorruptRecordException(
          "A " + what + " of " + length + " bytes, with " + source.readableBytes() + " bytes left");
    }
    return length;
  }
}
