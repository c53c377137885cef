package io.weir.kafka.serialize;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.RecordTooLargeException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one buffer of an encoder, in which serializers leave their bytes.
 *
 * <p>Owned by one thread at a time. It grows by doubling, never beyond its limit, and gives a large
 * array back when {@link #WINDOW} records in a row needed a small part of it only. A serializer may
 * write between {@link #open} and {@link #close} only; once it has hit the limit, {@link #overflow}
 * says so until the next {@link #reset}, whatever the serializer made of the exception.
 */
final class Scratch implements ByteSink {

  /** An array up to this size is kept for good. */
  static final int KEEP_BYTES = 64 * 1024;

  /** Records after which an array that was too large for all of them is given back. */
  static final int WINDOW = 256;

  private static final int INITIAL_BYTES = 256;

  private final int limit;
  private final Supplier<RecordTooLargeException> tooLarge;
  private final OutputStream stream = new Stream();

  // All below: the owning thread only.
  private byte[] bytes = new byte[INITIAL_BYTES];
  private int count;
  private boolean open;
  private @Nullable RecordTooLargeException overflow;
  private int largestOfWindow;
  private int recordsOfWindow;

  /**
   * @param limit bytes that one record may take here
   * @param tooLarge names the record that took more
   */
  Scratch(int limit, Supplier<RecordTooLargeException> tooLarge) {
    this.limit = limit;
    this.tooLarge = tooLarge;
  }

  /** Forgets the bytes of the last record, and perhaps an array that has become too large. */
  void reset() {
    largestOfWindow = Math.max(largestOfWindow, count);
    if (++recordsOfWindow >= WINDOW) {
      shrink();
      recordsOfWindow = 0;
      largestOfWindow = 0;
    }
    count = 0;
    overflow = null;
  }

  private void shrink() {
    if (bytes.length > KEEP_BYTES && largestOfWindow <= bytes.length / 4) {
      bytes = new byte[Math.max(INITIAL_BYTES, largestOfWindow)];
    }
  }

  void open() {
    open = true;
  }

  void close() {
    open = false;
  }

  @Nullable RecordTooLargeException overflow() {
    return overflow;
  }

  /** The bytes written since the last reset are at its front; another array after each write. */
  byte[] array() {
    return bytes;
  }

  int count() {
    return count;
  }

  /** Forgets the bytes from this index on. */
  void truncate(int end) {
    count = end;
  }

  int capacity() {
    return bytes.length;
  }

  @Override
  public void writeByte(int value) {
    int at = claim(1);
    bytes[at] = (byte) value;
  }

  @Override
  public void writeInt(int value) {
    int at = claim(Integer.BYTES);
    bytes[at] = (byte) (value >> 24);
    bytes[at + 1] = (byte) (value >> 16);
    bytes[at + 2] = (byte) (value >> 8);
    bytes[at + 3] = (byte) value;
  }

  @Override
  public void writeLong(long value) {
    writeInt((int) (value >> 32));
    writeInt((int) value);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    int at = claim(length);
    System.arraycopy(source, offset, bytes, at, length);
  }

  @Override
  public void write(ByteBuffer source) {
    int length = source.remaining();
    int at = claim(length);
    source.get(source.position(), bytes, at, length);
  }

  @Override
  public void writeUtf8(CharSequence text) {
    if (text instanceof String string && Utf8.isAscii(string)) {
      int at = claim(string.length());
      Utf8.copyAscii(string, 0, string.length(), bytes, at);
      return;
    }
    int at = claim(Utf8.sizeOf(text));
    Utf8.encode(text, bytes, at);
  }

  /** Appends the number as the record format does: zigzag, seven bits a byte. */
  void writeVarint(int value) {
    int rest = (value << 1) ^ (value >> 31);
    while ((rest & ~0x7f) != 0) {
      writeByte((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    writeByte(rest);
  }

  @Override
  public OutputStream asOutputStream() {
    return stream;
  }

  /** Makes room; returns where the new bytes start. */
  private int claim(long length) {
    if (!open) {
      throw new IllegalStateException("A ByteSink is valid only during the call that it came with");
    }
    if (length > limit - count) {
      overflow = tooLarge.get();
      throw overflow;
    }
    int start = count;
    count += (int) length;
    if (count > bytes.length) {
      long doubled = Math.max(count, 2L * bytes.length);
      bytes = Arrays.copyOf(bytes, (int) Math.min(limit, doubled));
    }
    return start;
  }

  private final class Stream extends OutputStream {
    @Override
    public void write(int value) {
      writeByte(value);
    }

    @Override
    public void write(byte[] source, int offset, int length) {
      Scratch.this.write(source, offset, length);
    }
  }
}
