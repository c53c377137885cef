package io.weir.kafka.testcluster.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts an error into the structures of a response that a subclass points at. A field that the
 * version lacks keeps its default.
 *
 * <p>Owned by one thread for the time of one message.
 */
abstract class ErrorWire extends CopyingWire {

  private static final short NO_EPOCH = -1;

  final ErrorAnswer answer;
  private final int version;

  /** Whether the version lacks the next field. */
  private boolean absent;

  ErrorWire(ErrorAnswer answer, int version) {
    this.answer = answer;
    this.version = version;
  }

  /** Whether the structure that passes at present is to say the error. */
  abstract boolean saysError();

  /** What becomes of a list of structures. */
  abstract <T extends Record> List<T> items(Shape<T> element, List<T> value);

  /** What becomes of a name, an id or a small number. */
  <V> V identity(String name, V value) {
    return value;
  }

  /** What becomes of a number. */
  int number(String name, int value) {
    return value;
  }

  /** What becomes of a number of 64 bits. */
  long position(long value) {
    return value;
  }

  @Override
  public final Wire since(int first) {
    absent = version < first;
    return this;
  }

  @Override
  public final Wire until(int last) {
    absent |= version > last;
    return this;
  }

  /** Whether the version has the field that passes; asked once for each. */
  private boolean present() {
    boolean present = !absent;
    absent = false;
    return present;
  }

  @Override
  public final boolean bool(String name, boolean value) {
    absent = false;
    return value;
  }

  @Override
  public final byte int8(String name, byte value) {
    return present() ? identity(name, value) : value;
  }

  @Override
  public final short int16(String name, short value) {
    if (!present() || !saysError()) {
      return value;
    }
    return switch (name) {
      case ErrorCarriers.ERROR_CODE -> answer.error().code();
      case "producerEpoch" -> NO_EPOCH;
      default -> value;
    };
  }

  @Override
  public final int int32(String name, int value) {
    return present() ? number(name, value) : value;
  }

  @Override
  public final long int64(String name, long value) {
    return present() ? position(value) : value;
  }

  @Override
  public final UUID uuid(String name, UUID value) {
    return present() ? identity(name, value) : value;
  }

  @Override
  public final String string(String name, String value) {
    return present() ? identity(name, value) : value;
  }

  @Override
  public final @Nullable String nullableString(String name, @Nullable String value) {
    if (!present()) {
      return value;
    } else if (name.equals("errorMessage")) {
      return saysError() ? answer.text() : value;
    }
    String identity = identity(name, value == null ? "" : value);
    return value == null && identity.isEmpty() ? null : identity;
  }

  @Override
  public final ByteBuf bytes(String name, ByteBuf value) {
    absent = false;
    return value;
  }

  @Override
  public final @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    return present() && saysError() ? Unpooled.EMPTY_BUFFER : value;
  }

  @Override
  public final List<Integer> int32List(String name, List<Integer> value) {
    absent = false;
    return value;
  }

  @Override
  public final List<String> stringList(String name, List<String> value) {
    absent = false;
    return value;
  }

  @Override
  public final <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    return present() && ErrorCarriers.carries(element) ? items(element, value) : value;
  }

  @Override
  public final <T extends Record> T struct(String name, Shape<T> shape, T value) {
    absent = false;
    return value;
  }
}
