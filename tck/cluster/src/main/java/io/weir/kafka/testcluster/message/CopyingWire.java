package io.weir.kafka.testcluster.message;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Passes a message as it is; a subclass changes or notes what it overrides. So one class can read
 * or rewrite a field of all messages, without knowing any of them.
 *
 * <p>Owned by one thread for the time of one message. Gates are ignored: a message that was valid
 * in its version stays so. Records are handed on, neither retained nor released.
 */
class CopyingWire implements Wire {

  @Override
  public Wire since(int version) {
    return this;
  }

  @Override
  public Wire until(int version) {
    return this;
  }

  @Override
  public Wire ignorable() {
    return this;
  }

  @Override
  public Wire nullableSince(int version) {
    return this;
  }

  @Override
  public Wire neverFlexible() {
    return this;
  }

  @Override
  public Wire tag(int tag) {
    return this;
  }

  @Override
  public boolean bool(String name, boolean value) {
    return value;
  }

  @Override
  public byte int8(String name, byte value) {
    return value;
  }

  @Override
  public short int16(String name, short value) {
    return value;
  }

  @Override
  public int int32(String name, int value) {
    return value;
  }

  @Override
  public long int64(String name, long value) {
    return value;
  }

  @Override
  public UUID uuid(String name, UUID value) {
    return value;
  }

  @Override
  public String string(String name, String value) {
    return value;
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    return value;
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    return value;
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    return value;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    return value;
  }

  @Override
  public final @Nullable List<Integer> nullableInt32List(
      String name, @Nullable List<Integer> value) {
    return value == null ? null : int32List(name, value);
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    return value;
  }

  @Override
  public final @Nullable List<String> nullableStringList(
      String name, @Nullable List<String> value) {
    return value == null ? null : stringList(name, value);
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    List<T> passed = new ArrayList<>(value.size());
    for (T each : value) {
      passed.add(element.pass(this, each));
    }
    return passed;
  }

  @Override
  public final <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value) {
    return value == null ? null : list(name, element, value);
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return shape.pass(this, value);
  }

  @Override
  public final <T extends Record> @Nullable T nullableStruct(
      String name, Shape<T> shape, @Nullable T value) {
    return value == null ? null : struct(name, shape, value);
  }

  @Override
  public <T extends Record> T end(T message) {
    return message;
  }
}
