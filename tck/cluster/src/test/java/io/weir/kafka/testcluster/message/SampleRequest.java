package io.weir.kafka.testcluster.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes a request with two items in each list, and every field set that the version has. */
final class SampleRequest extends CopyingWire {

  private final int version;

  /** Whether the version lacks the next field. */
  private boolean absent;

  private int numbers = 1;

  private SampleRequest(int version) {
    this.version = version;
  }

  static <Q extends Record> Q of(Api<Q, ?> api, int version) {
    return api.request().pass(new SampleRequest(version), api.request().empty());
  }

  @Override
  public Wire since(int first) {
    absent |= version < first;
    return this;
  }

  @Override
  public Wire until(int last) {
    absent |= version > last;
    return this;
  }

  @Override
  public Wire tag(int tag) {
    absent = true;
    return this;
  }

  private <V> V unlessAbsent(V otherwise, V sample) {
    boolean keeps = absent;
    absent = false;
    return keeps ? otherwise : sample;
  }

  @Override
  public boolean bool(String name, boolean value) {
    return unlessAbsent(value, value);
  }

  @Override
  public byte int8(String name, byte value) {
    return unlessAbsent(value, name.equals("resourceType") ? (byte) 2 : value);
  }

  @Override
  public short int16(String name, short value) {
    return unlessAbsent(value, (short) 1);
  }

  @Override
  public int int32(String name, int value) {
    return unlessAbsent(value, name.equals("replicaId") ? -1 : numbers++);
  }

  @Override
  public long int64(String name, long value) {
    return unlessAbsent(value, (long) numbers++);
  }

  @Override
  public UUID uuid(String name, UUID value) {
    return unlessAbsent(value, new UUID(7, numbers++));
  }

  @Override
  public String string(String name, String value) {
    return unlessAbsent(value, name + numbers++);
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    boolean keeps = absent;
    absent = false;
    return keeps || name.equals("transactionalId") ? value : name + numbers++;
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    return unlessAbsent(value, Unpooled.wrappedBuffer(new byte[] {1, 2, 3}));
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    absent = false;
    return Batches.of(1_000, "value");
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    return unlessAbsent(value, List.of(numbers++, numbers++));
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    return unlessAbsent(value, List.of(name + numbers++, name + numbers++));
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    boolean keeps = absent || name.equals("forgottenTopicsData");
    absent = false;
    List<T> sample = new ArrayList<>(value);
    for (int i = 0; i < 2 && !keeps; i++) {
      sample.add(element.pass(this, element.empty()));
    }
    return sample;
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    absent = false;
    return value;
  }
}
