package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Shape} talks to: a reader, a writer or a describer of one version of a message.
 *
 * <p>Each method passes one field: it takes the field's name and its value, and returns the value
 * that counts from then on. Names are those of Kafka's message definitions; they appear in errors.
 *
 * <p>The gates {@link #since}, {@link #until}, {@link #ignorable}, {@link #nullableSince}, {@link
 * #neverFlexible} and {@link #tag} qualify only the one field that follows them. A field that the
 * version lacks costs no byte and keeps its default; a writer then refuses a value that is not the
 * default, unless the field is ignorable.
 *
 * <p>Owned by one thread for the time of one message.
 */
public interface Wire {

  /** What Kafka sends for "no id": all bits zero. */
  UUID ZERO_UUID = new UUID(0, 0);

  /** The next field exists from this version on. */
  Wire since(int version);

  /** The next field exists up to this version, inclusive. */
  Wire until(int version);

  /** The next field may be dropped silently where the version lacks it. */
  Wire ignorable();

  /** The next field may be null from this version on, and not before. */
  Wire nullableSince(int version);

  /** The next field keeps its fixed-size length even in flexible versions. */
  Wire neverFlexible();

  /** The next field is a tagged field of flexible versions with this tag. */
  Wire tag(int tag);

  boolean bool(String name, boolean value);

  byte int8(String name, byte value);

  short int16(String name, short value);

  int int32(String name, int value);

  long int64(String name, long value);

  UUID uuid(String name, UUID value);

  /** At most 32,767 bytes of UTF-8, in all versions. */
  String string(String name, String value);

  /** As {@link #string}, or null. */
  @Nullable String nullableString(String name, @Nullable String value);

  /**
   * Record batches, as opaque bytes. A reader returns a slice <em>borrowed</em> from the frame,
   * valid as long as the frame is; a writer splices the buffer's readable bytes in without a copy
   * and <em>retains</em> it. Not allowed in tagged fields.
   */
  @Nullable ByteBuf records(String name, @Nullable ByteBuf value);

  /**
   * A few opaque bytes, as a member's assignment. A reader returns an unpooled copy, which outlives
   * the frame and needs no release; a writer copies the readable bytes of the <em>borrowed</em>
   * buffer.
   */
  ByteBuf bytes(String name, ByteBuf value);

  List<Integer> int32List(String name, List<Integer> value);

  @Nullable List<Integer> nullableInt32List(String name, @Nullable List<Integer> value);

  /** Each as {@link #string}. */
  List<String> stringList(String name, List<String> value);

  /** As {@link #stringList}, or null. */
  @Nullable List<String> nullableStringList(String name, @Nullable List<String> value);

  <T extends Record> List<T> list(String name, Shape<T> element, List<T> value);

  <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value);

  <T extends Record> T struct(String name, Shape<T> shape, T value);

  <T extends Record> @Nullable T nullableStruct(String name, Shape<T> shape, @Nullable T value);

  /** Closes the structure: in flexible versions this is its section of tagged fields. */
  <T extends Record> T end(T message);
}
