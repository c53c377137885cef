package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;

/**
 * A segment in heap arrays: a small one first, each next one twice as large up to {@link
 * #CHUNK_BYTES}, so that an idle log costs little and no array is an object of its own region in a
 * small heap of G1, unless a single append is that large.
 *
 * <p>Owned by the core's thread. What was written is neither moved nor written again, not even
 * after a truncation, so slices stay as they are. One append lies in one array.
 */
final class MemoryBytes implements SegmentBytes {

  static final int CHUNK_BYTES = 256 * 1024;

  private static final int FIRST_BYTES = 1024;

  /** In order, each starting where the one before ends; owned by the core's thread. */
  private final List<Chunk> chunks = new ArrayList<>(1);

  /** Owned by the core's thread. */
  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public void append(ByteBuf source, int index, int length) {
    int newSize = Math.addExact(size, length);
    chunkFor(length).append(source, index, length);
    size = newSize;
  }

  private Chunk chunkFor(int length) {
    Chunk last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
    if (last != null && last.room() >= length) {
      return last;
    }
    int usual = last == null ? FIRST_BYTES : Math.min(CHUNK_BYTES, 2 * last.array.length);
    Chunk next = new Chunk(size, Math.max(length, usual));
    chunks.add(next);
    return next;
  }

  @Override
  public ByteBuf slice(int position, int length) {
    if (length == 0) {
      return Unpooled.EMPTY_BUFFER;
    }
    int place = chunkAt(position);
    Chunk first = chunks.get(place);
    return position + length <= first.end()
        ? first.slice(position, position + length)
        : slice(place, position, position + length);
  }

  private ByteBuf slice(int firstPlace, int from, int to) {
    List<ByteBuf> parts = new ArrayList<>();
    for (int place = firstPlace; place < chunks.size() && chunks.get(place).start < to; place++) {
      parts.add(chunks.get(place).slice(from, to));
    }
    return Unpooled.wrappedBuffer(parts.toArray(ByteBuf[]::new));
  }

  /** The place of the chunk that holds the byte at this position. */
  private int chunkAt(int position) {
    int low = 0;
    int high = chunks.size() - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (chunks.get(middle).start <= position) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  @Override
  public void truncate(int newSize) {
    while (!chunks.isEmpty() && chunks.get(chunks.size() - 1).start >= newSize) {
      chunks.remove(chunks.size() - 1);
    }
    if (!chunks.isEmpty()) {
      chunks.get(chunks.size() - 1).seal(newSize);
    }
    size = newSize;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  /** One array. */
  private static final class Chunk {

    /** Where its first byte lies in the segment. */
    private final int start;

    private final byte[] array;

    /** How much of the array may be written, and how much is; owned by the core's thread. */
    private int capacity;

    private int used;

    Chunk(int start, int bytes) {
      this.start = start;
      this.array = new byte[bytes];
      this.capacity = bytes;
    }

    int end() {
      return start + used;
    }

    int room() {
      return capacity - used;
    }

    void append(ByteBuf source, int index, int length) {
      source.getBytes(index, array, used, length);
      used += length;
    }

    /** The part of the range that lies in this chunk. */
    ByteBuf slice(int from, int to) {
      int first = Math.max(from, start);
      return Unpooled.wrappedBuffer(array, first - start, Math.min(to, end()) - first);
    }

    /** Cuts off what lies behind; a slice may still show it, so it is not written again. */
    void seal(int newEnd) {
      if (newEnd < end()) {
        used = newEnd - start;
        capacity = used;
      }
    }
  }
}
