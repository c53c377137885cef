package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A wire that makes messages up: any value that a version can carry, and in fields that may be
 * dropped also values that it cannot.
 *
 * <p>A good part of the fields keep their defaults, so that tagged fields come and go; nulls, empty
 * and long values are frequent. Buffers are unpooled and need no release.
 */
public final class RandomContent extends GatedWire {

  private final Random random;

  private RandomContent(Random random) {
    this.random = random;
  }

  public static <T extends Record> T of(MessageShape<T> shape, int version, Random random) {
    RandomContent content = new RandomContent(random);
    content.begin(shape, version);
    return shape.pass(content, shape.empty());
  }

  @Override
  public boolean bool(String name, boolean value) {
    return fill() ? random.nextBoolean() : value;
  }

  @Override
  public byte int8(String name, byte value) {
    return fill() ? (byte) random.nextInt() : value;
  }

  @Override
  public short int16(String name, short value) {
    return fill() ? (short) random.nextInt() : value;
  }

  @Override
  public int int32(String name, int value) {
    return fill() ? random.nextInt() : value;
  }

  @Override
  public long int64(String name, long value) {
    return fill() ? random.nextLong() : value;
  }

  @Override
  public UUID uuid(String name, UUID value) {
    return fill() ? new UUID(random.nextLong(), random.nextLong()) : value;
  }

  @Override
  public String string(String name, String value) {
    return fill() ? text() : value;
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    boolean nullForbidden = nullForbidden();
    return fill() ? nullOr(nullForbidden, this::text) : value;
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    return fill() ? nullOr(false, () -> Unpooled.wrappedBuffer(blob())) : value;
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    return fill() ? Unpooled.wrappedBuffer(blob()) : value;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    return fill() ? some(random::nextInt) : value;
  }

  @Override
  public @Nullable List<Integer> nullableInt32List(String name, @Nullable List<Integer> value) {
    boolean nullForbidden = nullForbidden();
    return fill() ? nullOr(nullForbidden, () -> some(random::nextInt)) : value;
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    return fill() ? some(this::text) : value;
  }

  @Override
  public @Nullable List<String> nullableStringList(String name, @Nullable List<String> value) {
    boolean nullForbidden = nullForbidden();
    return fill() ? nullOr(nullForbidden, () -> some(this::text)) : value;
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    return fill() ? some(() -> element.pass(this, element.empty())) : value;
  }

  @Override
  public <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value) {
    boolean nullForbidden = nullForbidden();
    return fill()
        ? nullOr(nullForbidden, () -> some(() -> element.pass(this, element.empty())))
        : value;
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return fill() ? shape.pass(this, shape.empty()) : value;
  }

  @Override
  public <T extends Record> @Nullable T nullableStruct(
      String name, Shape<T> shape, @Nullable T value) {
    boolean nullForbidden = nullForbidden();
    return fill() ? nullOr(nullForbidden, () -> shape.pass(this, shape.empty())) : value;
  }

  @Override
  public <T extends Record> T end(T message) {
    return message;
  }

  /** Whether the next field gets a random value. */
  private boolean fill() {
    boolean allowed = inVersion() || ignorable;
    resetGates();
    return allowed && random.nextInt(4) != 0;
  }

  private <V> @Nullable V nullOr(boolean nullForbidden, Supplier<V> other) {
    return !nullForbidden && random.nextInt(4) == 0 ? null : other.get();
  }

  private <V> List<V> some(Supplier<V> element) {
    List<V> all = new ArrayList<>();
    for (int left = random.nextInt(4); left > 0; left--) {
      all.add(element.get());
    }
    return all;
  }

  private String text() {
    return RandomText.next(random);
  }

  private byte[] blob() {
    byte[] blob = new byte[random.nextInt(8) == 0 ? random.nextInt(20_000) : random.nextInt(200)];
    random.nextBytes(blob);
    return blob;
  }
}
