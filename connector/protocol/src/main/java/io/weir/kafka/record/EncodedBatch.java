package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;
import java.util.zip.CRC32C;

/**
 * A sealed batch, complete but for what the moment of sending decides: {@link #stamp} writes that
 * and the checksum.
 *
 * <p>One thread at a time. The content is reference-counted: whoever writes it retains it, so that
 * the memory outlives {@link #release} until the write is done. A batch must not be stamped again
 * while a write of it is pending.
 */
public final class EncodedBatch {

  /** What the builder knows about the batch. */
  record Summary(
      Codec codec,
      int recordCount,
      int uncompressedBytes,
      long baseTimestampMs,
      long maxTimestampMs) {}

  private final ByteBuf[] chunks;
  private final ByteBuf content;
  private final int sizeInBytes;
  private final int memoryBytes;
  private final Summary summary;

  private EncodedBatch(ByteBuf[] chunks, ByteBuf content, int memoryBytes, Summary summary) {
    this.chunks = chunks;
    this.content = content;
    this.sizeInBytes = content.readableBytes();
    this.memoryBytes = memoryBytes;
    this.summary = summary;
  }

  /**
   * @param chunks handed over; the first has room for the header at its start
   */
  static EncodedBatch of(ChunkList chunks, Summary summary) {
    ByteBuf[] parts = chunks.chunks().toArray(ByteBuf[]::new);
    int memoryBytes = chunks.memoryBytes();
    ByteBuf content = chunks.intoContent();
    writeHeader(parts[0], content.readableBytes(), summary);
    return new EncodedBatch(parts, content, memoryBytes, summary);
  }

  private static void writeHeader(ByteBuf header, int sizeInBytes, Summary summary) {
    header.setLong(BatchLayout.BASE_OFFSET, 0);
    header.setInt(BatchLayout.BATCH_LENGTH, sizeInBytes - BatchLayout.LOG_OVERHEAD_BYTES);
    header.setInt(BatchLayout.PARTITION_LEADER_EPOCH, -1);
    header.setByte(BatchLayout.MAGIC, BatchLayout.CURRENT_MAGIC);
    header.setShort(BatchLayout.ATTRIBUTES, summary.codec().id());
    header.setInt(BatchLayout.LAST_OFFSET_DELTA, summary.recordCount() - 1);
    header.setLong(BatchLayout.BASE_TIMESTAMP, summary.baseTimestampMs());
    header.setLong(BatchLayout.MAX_TIMESTAMP, summary.maxTimestampMs());
    header.setInt(BatchLayout.RECORD_COUNT, summary.recordCount());
  }

  /**
   * Writes the producer's fields and the checksum over the whole batch; may be repeated.
   *
   * @param producerId -1 for a producer that is not idempotent, then the epoch and the sequence are
   *     -1 too
   */
  public void stamp(long producerId, short producerEpoch, int baseSequence, boolean transactional) {
    int attributes = summary.codec().id() | (transactional ? BatchLayout.TRANSACTIONAL_FLAG : 0);
    ByteBuf header = chunks[0];
    header.setShort(BatchLayout.ATTRIBUTES, attributes);
    header.setLong(BatchLayout.PRODUCER_ID, producerId);
    header.setShort(BatchLayout.PRODUCER_EPOCH, producerEpoch);
    header.setInt(BatchLayout.BASE_SEQUENCE, baseSequence);
    header.setInt(BatchLayout.CRC, checksum());
  }

  private int checksum() {
    CRC32C crc = new CRC32C();
    int start = BatchLayout.ATTRIBUTES;
    for (ByteBuf chunk : chunks) {
      ByteBuffer bytes = chunk.internalNioBuffer(start, chunk.writerIndex() - start);
      crc.update(bytes);
      start = 0;
    }
    return (int) crc.getValue();
  }

  /**
   * A batch of some of these records, in their order; this one stays as it is. Decompresses and
   * compresses on the calling thread.
   *
   * @param kept whether to take the record at an index, counted from 0; at least one
   * @return owned by the caller
   * @throws IllegalStateException if no record is kept
   */
  public EncodedBatch excerpt(
      ByteBufAllocator allocator, Compression compression, IntPredicate kept) {
    return new Excerpt(this, allocator, compression).copy(kept);
  }

  /**
   * The whole batch, borrowed, ready to be spliced into a Produce request once it is stamped: one
   * direct buffer or a composite of several; base offset 0, partition leader epoch -1. Whoever
   * passes it on retains it and leaves its indices alone (takes a duplicate or a slice).
   */
  public ByteBuf content() {
    return content;
  }

  /** Header and records as they are sent. */
  public int sizeInBytes() {
    return sizeInBytes;
  }

  /** Sum of the capacities of the chunks that hold the batch. */
  public int memoryBytes() {
    return memoryBytes;
  }

  public int recordCount() {
    return summary.recordCount();
  }

  /** Header and records as they were before compression. */
  public int uncompressedBytes() {
    return summary.uncompressedBytes();
  }

  Codec codec() {
    return summary.codec();
  }

  long baseTimestampMs() {
    return summary.baseTimestampMs();
  }

  /** The latest timestamp of a record, milliseconds; -1 for none. */
  public long maxTimestampMs() {
    return summary.maxTimestampMs();
  }

  /** Gives up the owner's share of the content; to be called once. */
  public void release() {
    content.release();
  }
}
