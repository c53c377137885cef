package io.weir.kafka.api;

import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Where a {@link PayloadSerializer} puts its bytes: straight into the pipeline's own buffer.
 *
 * <p>Valid only during the call that handed it out, and only on that thread. What it takes is
 * bounded by {@code max.request.size}; a payload beyond that fails with {@link
 * RecordTooLargeException} while it is being written, so an endless payload cannot exhaust the
 * memory. Multi-byte numbers are big-endian, as Kafka's own serializers write them.
 */
public interface ByteSink {

  /** Appends the lowest eight bits. */
  void writeByte(int value);

  void writeInt(int value);

  void writeLong(long value);

  void write(byte[] source, int offset, int length);

  default void write(byte[] source) {
    write(source, 0, source.length);
  }

  /** Appends the remaining bytes; position and limit of the source stay as they are. */
  void write(ByteBuffer source);

  /** Appends the text as UTF-8; an unpaired surrogate becomes a question mark. */
  void writeUtf8(CharSequence text);

  /** The same sink as a stream, for libraries that want one; closing it does nothing. */
  OutputStream asOutputStream();
}
