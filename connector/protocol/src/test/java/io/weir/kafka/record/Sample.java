package io.weir.kafka.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A record to be written in a test, and what reading it must give. */
record Sample(
    long timestampMs,
    @Nullable ByteBuffer key,
    @Nullable ByteBuffer value,
    List<DecodedRecord.Header> headers)
    implements RecordBody {

  private static final String[] HEADER_KEYS = {"", "trace", "trace", "größe", "日本", "\uD83D\uDE00"};

  static Sample of(long timestampMs, @Nullable String key, @Nullable String value) {
    return new Sample(timestampMs, bytes(key), bytes(value), List.of());
  }

  Sample with(String headerKey, @Nullable String headerValue) {
    List<DecodedRecord.Header> more = new ArrayList<>(headers);
    more.add(new DecodedRecord.Header(headerKey, bytes(headerValue)));
    return new Sample(timestampMs, key, value, more);
  }

  static @Nullable ByteBuffer bytes(@Nullable String text) {
    return text == null ? null : ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  /**
   * Any record: nulls, empties, header quirks, timestamps in any order, half of it compressible.
   */
  static Sample random(Random random, int maxValueBytes) {
    List<DecodedRecord.Header> headers = new ArrayList<>();
    for (int i = random.nextInt(4) - 1; i > 0; i--) {
      String key = HEADER_KEYS[random.nextInt(HEADER_KEYS.length)];
      headers.add(new DecodedRecord.Header(key, randomBytes(random, 40)));
    }
    long timestampMs = 1_700_000_000_000L + (random.nextBoolean() ? 0 : random.nextInt(100_000));
    return new Sample(
        random.nextInt(20) == 0 ? random.nextInt(1_000) : timestampMs,
        randomBytes(random, 30),
        randomBytes(random, maxValueBytes),
        headers);
  }

  static List<Sample> randoms(Random random, int count, int maxValueBytes) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      samples.add(random(random, maxValueBytes));
    }
    return samples;
  }

  private static @Nullable ByteBuffer randomBytes(Random random, int maxBytes) {
    int length = random.nextInt(10) == 0 ? random.nextInt(2) - 1 : random.nextInt(maxBytes + 1);
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    if (random.nextBoolean()) {
      random.nextBytes(bytes);
    } else {
      Arrays.fill(bytes, (byte) random.nextInt(256));
    }
    return ByteBuffer.wrap(bytes);
  }

  @Override
  public int sizeInBytes() {
    int size = sizeOf(key) + sizeOf(value) + Varints.sizeOfInt(headers.size());
    for (DecodedRecord.Header header : headers) {
      size += sizeOf(bytes(header.key())) + sizeOf(header.value());
    }
    return size;
  }

  @Override
  public void writeTo(ByteBuf target) {
    write(target, key);
    write(target, value);
    Varints.writeInt(target, headers.size());
    for (DecodedRecord.Header header : headers) {
      write(target, bytes(header.key()));
      write(target, header.value());
    }
  }

  private static int sizeOf(@Nullable ByteBuffer bytes) {
    return bytes == null
        ? Varints.sizeOfInt(-1)
        : Varints.sizeOfInt(bytes.remaining()) + bytes.remaining();
  }

  private static void write(ByteBuf target, @Nullable ByteBuffer bytes) {
    if (bytes == null) {
      Varints.writeInt(target, -1);
    } else {
      Varints.writeInt(target, bytes.remaining());
      target.writeBytes(bytes.duplicate());
    }
  }

  DecodedRecord at(long offset) {
    return new DecodedRecord(offset, timestampMs, key, value, headers);
  }

  /** What reading these samples must give. */
  static List<DecodedRecord> decoded(List<Sample> samples, long baseOffset) {
    List<DecodedRecord> records = new ArrayList<>();
    samples.forEach(sample -> records.add(sample.at(baseOffset + records.size())));
    return Collections.unmodifiableList(records);
  }
}
