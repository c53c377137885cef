package io.weir.kafka.testcluster.storage;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Arrays;

/**
 * A segment in one heap array that doubles. Growing copies into a new array and leaves the old one
 * to the slices that were cut from it.
 */
final class MemoryBytes implements SegmentBytes {

  private static final int FIRST_BYTES = 1024;

  /** Owned by the core's thread; the written part is never written again. */
  private byte[] array = new byte[0];

  /** Owned by the core's thread. */
  private int size;

  @Override
  public int size() {
    return size;
  }

  @Override
  public void append(ByteBuf bytes) {
    int length = bytes.readableBytes();
    ensureRoomFor(length);
    bytes.getBytes(bytes.readerIndex(), array, size, length);
    size += length;
  }

  private void ensureRoomFor(int length) {
    int needed = Math.addExact(size, length);
    if (needed > array.length) {
      long doubled = Math.max(FIRST_BYTES, 2L * array.length);
      array =
          Arrays.copyOf(array, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, doubled)));
    }
  }

  @Override
  public ByteBuf slice(int position, int length) {
    return Unpooled.wrappedBuffer(array, position, length);
  }

  @Override
  public void truncate(int newSize) {
    // A slice may still show the dropped bytes: what follows goes into an array of its own.
    array = Arrays.copyOf(array, newSize);
    size = newSize;
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
