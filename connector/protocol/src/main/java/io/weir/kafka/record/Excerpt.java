package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.IntPredicate;

/**
 * Copies some records of a sealed batch into a batch of their own: their bodies as they are, the
 * deltas and the compression anew. Stateless but for the time of one copy; one thread.
 */
final class Excerpt {

  private final EncodedBatch source;
  private final ByteBufAllocator allocator;
  private final RecordBatchBuilder target;

  Excerpt(EncodedBatch source, ByteBufAllocator allocator, Compression compression) {
    this.source = source;
    this.allocator = allocator;
    this.target = new RecordBatchBuilder(allocator, compression, source.uncompressedBytes());
  }

  /**
   * @param kept whether to copy the record at an index, counted from 0; at least one
   */
  EncodedBatch copy(IntPredicate kept) {
    boolean complete = false;
    try {
      if (source.codec() == Codec.NONE) {
        append(encodedRecords(), kept);
      } else {
        decompressAndAppend(kept);
      }
      EncodedBatch copy = target.seal();
      complete = true;
      return copy;
    } finally {
      if (!complete) {
        target.discard();
      }
    }
  }

  private ByteBuf encodedRecords() {
    int length = source.sizeInBytes() - BatchLayout.HEADER_BYTES;
    ByteBuf content = source.content();
    return content.slice(content.readerIndex() + BatchLayout.HEADER_BYTES, length);
  }

  private void decompressAndAppend(IntPredicate kept) {
    ByteBuf encoded = encodedRecords();
    ByteBuf direct = allocator.directBuffer(Math.max(encoded.readableBytes(), 1));
    try (BoundedOutput output = new BoundedOutput(allocator, source.uncompressedBytes())) {
      direct.writeBytes(encoded);
      source.codec().coder().decompress(direct.nioBuffer(), output);
      append(output.bytes(), kept);
    } finally {
      direct.release();
    }
  }

  private void append(ByteBuf records, IntPredicate kept) {
    ByteBuf bytes = records.slice();
    for (int i = 0; i < source.recordCount(); i++) {
      int length = Varints.readInt(bytes);
      int end = bytes.readerIndex() + length;
      bytes.skipBytes(1); // attributes, which mean nothing
      long timestampMs = source.baseTimestampMs() + Varints.readLong(bytes);
      Varints.readInt(bytes); // the offset delta
      if (kept.test(i)) {
        int bodyBytes = end - bytes.readerIndex();
        target.append(timestampMs, new CopiedBody(bytes.slice(bytes.readerIndex(), bodyBytes)));
      }
      bytes.readerIndex(end);
    }
  }

  /**
   * @param bytes borrowed for the time of the append
   */
  private record CopiedBody(ByteBuf bytes) implements RecordBody {

    @Override
    public int sizeInBytes() {
      return bytes.readableBytes();
    }

    @Override
    public void writeTo(ByteBuf buffer) {
      buffer.writeBytes(bytes, bytes.readerIndex(), bytes.readableBytes());
    }
  }
}
