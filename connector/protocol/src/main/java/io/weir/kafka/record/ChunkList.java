package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The direct buffers that hold one batch, filled one after the other.
 *
 * <p>The first is small, each further one twice as large up to {@link #MAX_CHUNK_BYTES}, none much
 * larger than the bytes that are still expected: a batch of one small record costs little, a full
 * one wastes little. Only a piece that must lie in one chunk makes a larger one. What is left in a
 * chunk when the next one starts stays unused.
 *
 * <p>One thread at a time. Owns its chunks until {@link #release} or {@link #intoContent}.
 */
final class ChunkList {

  static final int FIRST_CHUNK_BYTES = 2 * 1024;
  static final int MAX_CHUNK_BYTES = 16 * 1024;

  /** Chunks that only take a rest are multiples of this, as Netty's size classes are. */
  static final int GRANULE_BYTES = 512;

  private final ByteBufAllocator allocator;
  private final int expectedBytes;

  // All guarded by the owner of the batch.
  private final List<ByteBuf> chunks = new ArrayList<>(4);
  private ByteBuf current = Unpooled.EMPTY_BUFFER;
  private int closedBytes;
  private int memoryBytes;
  private int nextChunkBytes = FIRST_CHUNK_BYTES;

  /**
   * @param expectedBytes about how many bytes will be written in all
   */
  ChunkList(ByteBufAllocator allocator, int expectedBytes) {
    this.allocator = allocator;
    this.expectedBytes = expectedBytes;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  boolean isEmpty() {
    return chunks.isEmpty();
  }

  /** What {@link #reserve} would allocate for this many contiguous bytes: 0 if they fit. */
  int bytesToAllocate(int neededBytes) {
    return current.writableBytes() >= neededBytes ? 0 : chunkBytes(neededBytes);
  }

  /** The current chunk, borrowed, with at least this many writable bytes. */
  ByteBuf reserve(int neededBytes) {
    if (current.writableBytes() < neededBytes) {
      addChunk(chunkBytes(neededBytes));
    }
    return current;
  }

  private int chunkBytes(int neededBytes) {
    int stillExpected = Math.max(expectedBytes - sizeInBytes(), 1);
    int rounded = (stillExpected + GRANULE_BYTES - 1) & -GRANULE_BYTES;
    return Math.max(neededBytes, Math.min(nextChunkBytes, rounded));
  }

  private void addChunk(int bytes) {
    ByteBuf chunk = allocator.directBuffer(bytes, bytes);
    closedBytes = Math.addExact(closedBytes, current.writerIndex());
    memoryBytes += bytes;
    nextChunkBytes = Math.min(2 * nextChunkBytes, MAX_CHUNK_BYTES);
    chunks.add(chunk);
    current = chunk;
  }

  /** Appends the bytes, cut wherever a chunk ends; the buffer's position moves to its limit. */
  void write(ByteBuffer bytes) {
    int end = bytes.limit();
    while (bytes.position() < end) {
      ByteBuf chunk = reserve(1);
      int count = Math.min(chunk.writableBytes(), end - bytes.position());
      chunk.writeBytes(bytes.limit(bytes.position() + count));
      bytes.limit(end);
    }
  }

  int sizeInBytes() {
    return closedBytes + current.writerIndex();
  }

  /** Sum of the chunks' capacities. */
  int memoryBytes() {
    return memoryBytes;
  }

  /** The chunks in order, borrowed. */
  List<ByteBuf> chunks() {
    return chunks;
  }

  /** All bytes as one buffer, owned by the caller, that owns the chunks from now on. */
  ByteBuf intoContent() {
    if (chunks.size() == 1) {
      return chunks.get(0);
    }
    CompositeByteBuf content = allocator.compositeDirectBuffer(chunks.size());
    return content.addComponents(true, chunks);
  }

  void release() {
    chunks.forEach(ByteBuf::release);
    chunks.clear();
    current = Unpooled.EMPTY_BUFFER;
  }
}
