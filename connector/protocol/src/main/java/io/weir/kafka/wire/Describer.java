package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists the fields of one shape, with their gates and defaults, whatever the version. */
final class Describer extends GatedWire {

  private final List<Field> fields = new ArrayList<>();

  private Describer() {}

  static <T extends Record> List<Field> fieldsOf(Shape<T> shape) {
    Describer describer = new Describer();
    shape.pass(describer, shape.empty());
    return List.copyOf(describer.fields);
  }

  @Override
  public boolean bool(String name, boolean value) {
    return scalar(name, "bool", value);
  }

  @Override
  public byte int8(String name, byte value) {
    return scalar(name, "int8", value);
  }

  @Override
  public short int16(String name, short value) {
    return scalar(name, "int16", value);
  }

  @Override
  public int int32(String name, int value) {
    return scalar(name, "int32", value);
  }

  @Override
  public long int64(String name, long value) {
    return scalar(name, "int64", value);
  }

  @Override
  public UUID uuid(String name, UUID value) {
    return scalar(name, "uuid", value);
  }

  @Override
  public String string(String name, String value) {
    return scalar(name, "string", value);
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    return nullable(name, "string", value, null);
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    return nullable(name, "records", value, null);
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    return scalar(name, "bytes", value);
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    return scalar(name, "[]int32", value);
  }

  @Override
  public @Nullable List<Integer> nullableInt32List(String name, @Nullable List<Integer> value) {
    return nullable(name, "[]int32", value, null);
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    return scalar(name, "[]string", value);
  }

  @Override
  public @Nullable List<String> nullableStringList(String name, @Nullable List<String> value) {
    return nullable(name, "[]string", value, null);
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    return structure(name, "[]" + element.name(), value, element);
  }

  @Override
  public <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value) {
    return nullable(name, "[]" + element.name(), value, element);
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return structure(name, shape.name(), value, shape);
  }

  @Override
  public <T extends Record> @Nullable T nullableStruct(
      String name, Shape<T> shape, @Nullable T value) {
    return nullable(name, shape.name(), value, shape);
  }

  @Override
  public <T extends Record> T end(T message) {
    return message;
  }

  private <V> V scalar(String name, String type, V value) {
    fields.add(new Field(name, type, gate(), false, value, null));
    return value;
  }

  private <V> V structure(String name, String type, V value, Shape<?> struct) {
    fields.add(new Field(name, type, gate(), false, value, struct));
    return value;
  }

  private <V> @Nullable V nullable(
      String name, String type, @Nullable V value, @Nullable Shape<?> struct) {
    fields.add(new Field(name, type, gate(), true, value, struct));
    return value;
  }

  private Field.Gate gate() {
    Field.Gate gate =
        new Field.Gate(since, until, Math.max(since, nullableSince), tag, ignorable, neverFlexible);
    resetGates();
    return gate;
  }
}
