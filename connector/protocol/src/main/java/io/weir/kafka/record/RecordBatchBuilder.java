package io.weir.kafka.record;

import static io.weir.kafka.record.BatchLayout.HEADER_BYTES;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * One open batch: encodes records into pooled chunks as they come.
 *
 * <p>A record never straddles two chunks, so a body is written contiguously; the header lies in the
 * first chunk, which appears with the first record. Appending is arithmetic and one copy: it
 * allocates nothing per record. The first record's timestamp is the base; later ones may be older.
 *
 * <p>Guarded by its owner's lock. Ends with {@link #seal} or {@link #discard}; afterwards nothing
 * may be appended. It never decides when the batch is full and never waits for memory: the owner
 * compares {@link #recordBytes} with its limits and reserves {@link #chunkBytesFor} first.
 */
public final class RecordBatchBuilder {

  /** The record's attributes, a byte that no version has given a meaning. */
  private static final int ATTRIBUTES_BYTES = 1;

  private final ByteBufAllocator allocator;
  private final Compression compression;
  private final ChunkList chunks;

  // All guarded by the owner's lock.
  private long baseTimestampMs;
  private long maxTimestampMs = Long.MIN_VALUE;
  private int recordCount;
  private boolean spent;

  /**
   * @param allocator where all memory of the batch comes from, as direct buffers
   * @param batchBytes about how large the batch may grow (batch.size): bounds the size of chunks,
   *     not of the batch
   */
  public RecordBatchBuilder(ByteBufAllocator allocator, Compression compression, int batchBytes) {
    this.allocator = allocator;
    this.compression = compression;
    this.chunks = new ChunkList(allocator, batchBytes);
  }

  /**
   * Exactly the bytes by which {@link #append} would lengthen the uncompressed batch.
   *
   * @throws ArithmeticException if the record exceeds 2 GiB
   */
  public int recordBytes(long timestampMs, RecordBody body) {
    int length = lengthOf(timestampDelta(timestampMs), body.sizeInBytes());
    return Math.addExact(Varints.sizeOfInt(length), length);
  }

  /**
   * Memory that {@link #append} would have to allocate: 0 if the record fits the current chunk.
   *
   * @param recordBytes as {@link #recordBytes} gives them
   */
  public int chunkBytesFor(int recordBytes) {
    return chunks.bytesToAllocate(withHeader(recordBytes));
  }

  /**
   * Encodes one record at the end of the batch. Where the body fails, the batch stays as it was.
   *
   * @param timestampMs milliseconds since 1970, or -1 for none
   * @param body borrowed for the time of the call
   * @throws IllegalStateException if the builder is spent, or the body writes another number of
   *     bytes than it announced
   */
  public void append(long timestampMs, RecordBody body) {
    requireOpen();
    int bodyBytes = body.sizeInBytes();
    long timestampDelta = timestampDelta(timestampMs);
    int length = lengthOf(timestampDelta, bodyBytes);
    ByteBuf chunk = chunkFor(Math.addExact(Varints.sizeOfInt(length), length));
    int start = chunk.writerIndex();
    boolean complete = false;
    try {
      Varints.writeInt(chunk, length);
      chunk.writeByte(0);
      Varints.writeLong(chunk, timestampDelta);
      Varints.writeInt(chunk, recordCount);
      writeBody(chunk, body, bodyBytes);
      complete = true;
    } finally {
      if (!complete) {
        chunk.writerIndex(start);
      }
    }
    count(timestampMs);
  }

  private static void writeBody(ByteBuf chunk, RecordBody body, int announcedBytes) {
    int start = chunk.writerIndex();
    body.writeTo(chunk);
    int written = chunk.writerIndex() - start;
    if (written != announcedBytes) {
      throw new IllegalStateException(
          "A record body announced " + announcedBytes + " bytes and wrote " + written);
    }
  }

  private void count(long timestampMs) {
    if (recordCount == 0) {
      baseTimestampMs = timestampMs;
    }
    maxTimestampMs = Math.max(maxTimestampMs, timestampMs);
    recordCount++;
  }

  private long timestampDelta(long timestampMs) {
    return recordCount == 0 ? 0 : timestampMs - baseTimestampMs;
  }

  private int lengthOf(long timestampDelta, int bodyBytes) {
    int prefix =
        ATTRIBUTES_BYTES + Varints.sizeOfLong(timestampDelta) + Varints.sizeOfInt(recordCount);
    return Math.addExact(prefix, bodyBytes);
  }

  private int withHeader(int recordBytes) {
    return chunks.isEmpty() ? Math.addExact(HEADER_BYTES, recordBytes) : recordBytes;
  }

  private ByteBuf chunkFor(int recordBytes) {
    if (chunks.isEmpty()) {
      return chunks.reserve(withHeader(recordBytes)).writeZero(HEADER_BYTES);
    }
    return chunks.reserve(recordBytes);
  }

  private void requireOpen() {
    if (spent) {
      throw new IllegalStateException("The batch is sealed or discarded");
    }
  }

  /** Records appended so far. */
  public int recordCount() {
    return recordCount;
  }

  /** Header and records, uncompressed. */
  public int sizeInBytes() {
    return chunks.isEmpty() ? HEADER_BYTES : chunks.sizeInBytes();
  }

  /** Sum of the capacities of the chunks allocated so far. */
  public int memoryBytes() {
    return chunks.memoryBytes();
  }

  /** The latest timestamp appended, milliseconds; -1 before the first record. */
  public long maxTimestampMs() {
    return recordCount == 0 ? -1 : maxTimestampMs;
  }

  /**
   * Closes the batch: compresses the records into chunks of the same pool and frees the raw ones.
   * For the time of the call both are allocated. What comes out may be larger than what went in if
   * the records cannot be compressed.
   *
   * @return owned by the caller
   * @throws IllegalStateException if there is no record, or the builder is spent
   * @throws CodecUnavailableException if the codec's library is missing; nothing has changed then,
   *     and {@link #discard} is still due
   */
  public EncodedBatch seal() {
    requireOpen();
    if (recordCount == 0) {
      throw new IllegalStateException("A batch without records cannot be sealed");
    }
    int uncompressedBytes = sizeInBytes();
    ChunkList encoded = compression.codec() == Codec.NONE ? chunks : compressed();
    spent = true;
    return EncodedBatch.of(
        encoded,
        new EncodedBatch.Summary(
            compression.codec(), recordCount, uncompressedBytes, baseTimestampMs, maxTimestampMs));
  }

  private ChunkList compressed() {
    ChunkList target = new ChunkList(allocator, chunks.sizeInBytes());
    boolean complete = false;
    try {
      target.reserve(HEADER_BYTES).writeZero(HEADER_BYTES);
      compression.codec().coder().compress(records(), compression.level(), target);
      complete = true;
    } finally {
      (complete ? chunks : target).release();
    }
    return target;
  }

  private List<ByteBuffer> records() {
    List<ByteBuffer> pieces = new ArrayList<>(chunks.chunks().size());
    for (ByteBuf chunk : chunks.chunks()) {
      int start = pieces.isEmpty() ? HEADER_BYTES : 0;
      pieces.add(chunk.nioBuffer(start, chunk.writerIndex() - start));
    }
    return pieces;
  }

  /** Frees all memory; harmless after {@link #seal} and when repeated. */
  public void discard() {
    if (!spent) {
      spent = true;
      chunks.release();
    }
  }
}
