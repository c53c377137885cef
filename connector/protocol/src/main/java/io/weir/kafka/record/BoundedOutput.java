package io.weir.kafka.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;

/**
 * Where decompressed bytes go: grows with what really arrives, and ends a decompression bomb with
 * an error once the limit is passed.
 *
 * <p>One thread at a time; {@link #close} frees its memory.
 */
final class BoundedOutput implements AutoCloseable {

  private final int maxBytes;
  private final ByteBuf bytes;

  BoundedOutput(ByteBufAllocator allocator, int maxBytes) {
    this.maxBytes = maxBytes;
    this.bytes = allocator.directBuffer();
  }

  /**
   * Room for the next bytes, direct; {@link #advance} says how many of them were written. It may
   * reach beyond the limit by less than {@code neededBytes}.
   *
   * @throws CorruptRecordException if no buffer could hold so many
   */
  ByteBuffer room(int neededBytes) {
    if (neededBytes > bytes.maxWritableBytes()) {
      throw new CorruptRecordException("The records decompress to more than a buffer can hold");
    }
    bytes.ensureWritable(neededBytes);
    return bytes.internalNioBuffer(bytes.writerIndex(), neededBytes).slice();
  }

  /**
   * @throws CorruptRecordException if the limit is passed
   */
  void advance(int writtenBytes) {
    requireRoomFor(writtenBytes);
    bytes.writerIndex(bytes.writerIndex() + writtenBytes);
  }

  /**
   * @throws CorruptRecordException if so many further bytes would pass the limit
   */
  void requireRoomFor(long furtherBytes) {
    if (bytes.readableBytes() + furtherBytes > maxBytes) {
      throw new CorruptRecordException(
          "The records decompress to more than the permitted " + maxBytes + " bytes");
    }
  }

  /** All that was written, borrowed. */
  ByteBuf bytes() {
    return bytes;
  }

  @Override
  public void close() {
    bytes.release();
  }
}
