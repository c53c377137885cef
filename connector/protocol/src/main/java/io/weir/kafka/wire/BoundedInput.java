package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/**
 * Bytes up to a limit, and the lengths among them: nothing is read beyond the limit, and no length
 * is believed that goes beyond it.
 *
 * <p>The limit is the end of the frame, or of the tagged field that is being read.
 */
final class BoundedInput {

  private static final int NULL = -1;

  private final ByteBuf in;

  /** Says in errors which message is being read. */
  private final GatedWire context;

  private int limit;

  /**
   * @param in <em>borrowed</em>
   */
  BoundedInput(ByteBuf in, GatedWire context) {
    this.in = in;
    this.context = context;
    this.limit = in.writerIndex();
  }

  /** The buffer, if this many bytes are left in it. */
  ByteBuf need(String name, long bytes) {
    if (bytes > remaining()) {
      throw context.failure(name, "needs " + bytes + " bytes, but " + remaining() + " remain");
    }
    return in;
  }

  int remaining() {
    return limit - in.readerIndex();
  }

  int index() {
    return in.readerIndex();
  }

  void index(int index) {
    in.readerIndex(index);
  }

  int limit() {
    return limit;
  }

  /**
   * Limits reading to the next {@code size} bytes.
   *
   * @return the limit until now, for {@link #widen}
   */
  int narrow(String name, int size) {
    need(name, size);
    int outer = limit;
    limit = in.readerIndex() + size;
    return outer;
  }

  void widen(int outerLimit) {
    limit = outerLimit;
  }

  String text(String name, int length) {
    if (length > Short.MAX_VALUE) {
      throw context.failure(name, "string of " + length + " bytes, at most " + Short.MAX_VALUE);
    }
    String text = in.toString(in.readerIndex(), length, StandardCharsets.UTF_8);
    in.skipBytes(length);
    return text;
  }

  /** The next bytes, which are left, as an unpooled copy that needs no release. */
  ByteBuf copy(String name, int length) {
    if (length == 0) {
      return Unpooled.EMPTY_BUFFER;
    }
    byte[] copy = new byte[length];
    need(name, length).readBytes(copy);
    return Unpooled.wrappedBuffer(copy);
  }

  /** The length of a string, -1 for null; that many bytes are left. */
  int textLength(String name, boolean compact) {
    return checked(name, compact ? unsignedVarint(name) - 1 : need(name, 2).readShort());
  }

  /** The length of bytes or of a list, -1 for null; at least that many bytes are left. */
  int length(String name, boolean compact) {
    return checked(name, compact ? unsignedVarint(name) - 1 : need(name, 4).readInt());
  }

  /** A value from 0 to 2^31-1: nothing that Kafka sends as an unsigned varint is larger. */
  int unsignedVarint(String name) {
    int value = 0;
    for (int shift = 0; shift < 35; shift += 7) {
      byte next = need(name, 1).readByte();
      if (shift == 28 && (next & 0xf8) != 0) {
        break;
      }
      value |= (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw context.failure(name, "varint above 2^31-1");
  }

  private int checked(String name, int length) {
    if (length < NULL) {
      throw context.failure(name, "length " + length);
    }
    need(name, length);
    return length;
  }
}
