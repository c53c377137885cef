package io.weir.kafka.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.wire.WireException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream into frames: four bytes of length, then so many bytes.
 *
 * <p>A frame that arrives whole is handed out as a slice of what was received. One that arrives in
 * pieces is gathered in a buffer that grows with what has arrived, never ahead to what the length
 * claims. All fields: event loop only.
 */
final class FrameAssembler {

  private static final int FIRST_CAPACITY = 64 << 10;

  /** Takes the frames. */
  interface Sink {

    /**
     * @param frame without its length; <em>borrowed</em> for the time of the call
     */
    void frame(ByteBuf frame);
  }

  private final int maxBytes;
  private final ByteBufAllocator allocator;

  private int lengthBytes;
  private int length;
  private @Nullable ByteBuf partial;
  private boolean ended;

  /**
   * @param maxBytes the largest frame that is accepted
   */
  FrameAssembler(int maxBytes, ByteBufAllocator allocator) {
    this.maxBytes = maxBytes;
    this.allocator = allocator;
  }

  /**
   * Hands each frame that is now complete to the sink, in order, until {@link #end} is called.
   *
   * @param bytes <em>borrowed</em>; its reader index moves
   * @throws WireException if a length is negative or too large; nothing is accepted after that
   */
  void accept(ByteBuf bytes, Sink sink) {
    while (!ended && bytes.isReadable()) {
      if (lengthBytes < Integer.BYTES) {
        readLength(bytes);
      }
      if (lengthBytes == Integer.BYTES) {
        readBody(bytes, sink);
      }
    }
  }

  /** Lets go of what has been gathered; may be called from within {@link Sink#frame}. */
  void end() {
    ended = true;
    if (partial != null) {
      partial.release();
      partial = null;
    }
  }

  private void readLength(ByteBuf bytes) {
    while (lengthBytes < Integer.BYTES && bytes.isReadable()) {
      length = length << Byte.SIZE | bytes.readUnsignedByte();
      lengthBytes++;
    }
    if (lengthBytes == Integer.BYTES && (length < 0 || length > maxBytes)) {
      ended = true;
      throw new WireException(
          "a response of %d bytes, where 0 to %d are accepted".formatted(length, maxBytes));
    }
  }

  private void readBody(ByteBuf bytes, Sink sink) {
    if (partial == null && bytes.readableBytes() >= length) {
      ByteBuf frame = bytes.readSlice(length);
      next();
      sink.frame(frame);
      return;
    }
    ByteBuf gathered = gathered();
    gathered.writeBytes(bytes, Math.min(bytes.readableBytes(), length - gathered.writerIndex()));
    if (gathered.writerIndex() == length) {
      partial = null;
      next();
      try {
        sink.frame(gathered);
      } finally {
        gathered.release();
      }
    }
  }

  private ByteBuf gathered() {
    if (partial == null) {
      partial = allocator.buffer(Math.min(length, FIRST_CAPACITY), length);
    }
    return partial;
  }

  private void next() {
    lengthBytes = 0;
    length = 0;
  }
}
