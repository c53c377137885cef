package io.weir.kafka.serialize;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.record.Varints;
import org.jspecify.annotations.Nullable;

/**
 * Where the bytes of one key or value are until they are copied into a batch: nowhere (null), in
 * the scratch, in the user's array, or still in an ASCII string.
 *
 * <p>Reused for each record by the thread that owns the encoder.
 */
final class EncodedPart {

  private static final int ABSENT = -1;
  private static final byte[] NO_BYTES = {};

  private final Scratch scratch;

  // All below: the owning thread only. At most one of array and text is set.
  private byte @Nullable [] array;
  private @Nullable String text;
  private int offset;
  private int length = ABSENT;

  EncodedPart(Scratch scratch) {
    this.scratch = scratch;
  }

  void setAbsent() {
    array = null;
    text = null;
    offset = 0;
    length = ABSENT;
  }

  /** Borrows the user's array until the record is copied. */
  void setArray(byte[] borrowed) {
    setAbsent();
    array = borrowed;
    length = borrowed.length;
  }

  /** Borrows a text of which each character is one byte. */
  void setAscii(String borrowed) {
    setAbsent();
    text = borrowed;
    length = borrowed.length();
  }

  /** The bytes that the scratch holds from this index on. */
  void setScratch(int start) {
    setAbsent();
    offset = start;
    length = scratch.count() - start;
  }

  boolean isPresent() {
    return length != ABSENT;
  }

  /** 0 for an absent part. */
  int length() {
    return Math.max(0, length);
  }

  int offset() {
    return offset;
  }

  /** Holds the bytes from {@link #offset} on, unless they are a text still. */
  byte[] array() {
    if (array != null) {
      return array;
    }
    return isPresent() ? scratch.array() : NO_BYTES;
  }

  /** The bytes alone, for whoever keeps them; null for an absent part. */
  byte @Nullable [] copy() {
    if (!isPresent()) {
      return null;
    }
    byte[] bytes = new byte[length];
    if (text != null) {
      Utf8.copyAscii(text, 0, length, bytes, 0);
    } else {
      System.arraycopy(array(), offset, bytes, 0, length);
    }
    return bytes;
  }

  /** With the length before it; a long, as a user's array may have almost any length. */
  long sizeInBytes() {
    return (long) Varints.sizeOfInt(length) + length();
  }

  /**
   * Appends length and bytes.
   *
   * @param target borrowed
   * @param window carries a text to a buffer that has no array
   */
  void writeTo(ByteBuf target, byte[] window) {
    Varints.writeInt(target, length);
    if (text != null) {
      writeAscii(text, target, window);
    } else if (length > 0) {
      target.writeBytes(array(), offset, length);
    }
  }

  private static void writeAscii(String text, ByteBuf target, byte[] window) {
    int length = text.length();
    if (target.hasArray()) {
      int start = target.writerIndex();
      target.ensureWritable(length);
      Utf8.copyAscii(text, 0, length, target.array(), target.arrayOffset() + start);
      target.writerIndex(start + length);
      return;
    }
    for (int from = 0; from < length; from += window.length) {
      int to = Math.min(length, from + window.length);
      Utf8.copyAscii(text, from, to, window, 0);
      target.writeBytes(window, 0, to - from);
    }
  }
}
