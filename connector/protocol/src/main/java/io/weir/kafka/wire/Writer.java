package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages into a {@link SplicedOutput}.
 *
 * <p>A field that the version lacks must have its default, unless it is ignorable; a tagged field
 * that has its default is left out. The default is looked up only in these two cases, by the
 * field's position in {@link Shape#fields}.
 *
 * <p>The number and the sizes of tagged fields are known only afterwards: one byte is reserved for
 * each and filled in when the field, or the structure, ends.
 */
final class Writer extends GatedWire {

  private static final int NONE = -1;

  private final SplicedOutput output;
  private final ByteBuf out;

  // The structure that is being written; saved around nested ones.
  private @Nullable Shape<?> shape;
  private int position;
  private int tagCount;
  private int tagCountIndex = NONE;
  private int openTagIndex = NONE;

  /**
   * @param output stays with the caller
   */
  Writer(SplicedOutput output) {
    this.output = output;
    this.out = output.own();
  }

  <T extends Record> void message(MessageShape<T> message, int version, T value) {
    begin(message, version);
    nested(message, value);
  }

  @Override
  public boolean bool(String name, boolean value) {
    if (carries(name, needsDefault() && value == (boolean) defaultValue())) {
      out.writeBoolean(value);
    }
    return value;
  }

  @Override
  public byte int8(String name, byte value) {
    if (carries(name, needsDefault() && value == (byte) defaultValue())) {
      out.writeByte(value);
    }
    return value;
  }

  @Override
  public short int16(String name, short value) {
    if (carries(name, needsDefault() && value == (short) defaultValue())) {
      out.writeShort(value);
    }
    return value;
  }

  @Override
  public int int32(String name, int value) {
    if (carries(name, needsDefault() && value == (int) defaultValue())) {
      out.writeInt(value);
    }
    return value;
  }

  @Override
  public long int64(String name, long value) {
    if (carries(name, needsDefault() && value == (long) defaultValue())) {
      out.writeLong(value);
    }
    return value;
  }

  @Override
  public UUID uuid(String name, UUID value) {
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      out.writeLong(value.getMostSignificantBits());
      out.writeLong(value.getLeastSignificantBits());
    }
    return value;
  }

  @Override
  public String string(String name, String value) {
    boolean compact = compact();
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      text(name, compact, value);
    }
    return value;
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    boolean compact = compact();
    checkNull(name, value);
    if (carries(name, needsDefault() && Objects.equals(value, nullableDefault()))) {
      if (value == null) {
        output.textLength(compact, NONE);
      } else {
        text(name, compact, value);
      }
    }
    return value;
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    boolean compact = compact();
    if (tag != NO_TAG) {
      throw failure(name, "records cannot be tagged");
    }
    if (carries(name, value == null)) {
      output.length(compact, value == null ? NONE : value.readableBytes());
      if (value != null) {
        output.splice(value);
      }
    }
    return value;
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    boolean compact = compact();
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      output.length(compact, value.readableBytes());
      out.writeBytes(value, value.readerIndex(), value.readableBytes());
    }
    return value;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    boolean compact = compact();
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      int32s(compact, value);
    }
    return value;
  }

  @Override
  public @Nullable List<Integer> nullableInt32List(String name, @Nullable List<Integer> value) {
    boolean compact = compact();
    checkNull(name, value);
    if (carries(name, needsDefault() && Objects.equals(value, nullableDefault()))) {
      int32s(compact, value);
    }
    return value;
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    boolean compact = compact();
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      strings(name, compact, value);
    }
    return value;
  }

  @Override
  public @Nullable List<String> nullableStringList(String name, @Nullable List<String> value) {
    boolean compact = compact();
    checkNull(name, value);
    if (carries(name, needsDefault() && Objects.equals(value, nullableDefault()))) {
      strings(name, compact, value);
    }
    return value;
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    boolean compact = compact();
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      elements(compact, element, value);
    }
    return value;
  }

  @Override
  public <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value) {
    boolean compact = compact();
    checkNull(name, value);
    if (carries(name, needsDefault() && Objects.equals(value, nullableDefault()))) {
      elements(compact, element, value);
    }
    return value;
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    if (carries(name, needsDefault() && value.equals(defaultValue()))) {
      nested(shape, value);
    }
    return value;
  }

  @Override
  public <T extends Record> @Nullable T nullableStruct(
      String name, Shape<T> shape, @Nullable T value) {
    checkNull(name, value);
    if (carries(name, needsDefault() && Objects.equals(value, nullableDefault()))) {
      out.writeByte(value == null ? -1 : 1);
      if (value != null) {
        nested(shape, value);
      }
    }
    return value;
  }

  @Override
  public <T extends Record> T end(T message) {
    closeTag();
    if (flexible() && tagCountIndex == NONE) {
      out.writeByte(0);
    } else if (flexible()) {
      out.setByte(tagCountIndex, tagCount);
    }
    return message;
  }

  /** Whether it matters if the next field has its default. */
  private boolean needsDefault() {
    return gated && (tag != NO_TAG || !(ignorable || inVersion()));
  }

  private Object defaultValue() {
    return Objects.requireNonNull(nullableDefault());
  }

  private @Nullable Object nullableDefault() {
    return Objects.requireNonNull(shape).fields().get(position).defaultValue();
  }

  /** Whether the next field is to be written; a tagged one is opened. */
  private boolean carries(String name, boolean isDefault) {
    position++;
    if (!gated) {
      return true;
    }
    boolean inVersion = inVersion();
    boolean droppable = ignorable || isDefault;
    int wantedTag = tag;
    resetGates();
    if (!inVersion && !droppable) {
      throw failure(name, "this version cannot carry the value that is set");
    }
    if (!inVersion || (wantedTag != NO_TAG && isDefault)) {
      return false;
    }
    if (wantedTag != NO_TAG) {
      openTag(wantedTag);
    }
    return true;
  }

  private void checkNull(String name, @Nullable Object value) {
    if (value == null && nullForbidden()) {
      throw failure(name, "null is not allowed in this version");
    }
  }

  private void openTag(int newTag) {
    closeTag();
    if (tagCountIndex == NONE) {
      tagCountIndex = output.reserveByte();
    }
    tagCount++;
    output.unsignedVarint(newTag);
    openTagIndex = output.reserveByte();
  }

  private void closeTag() {
    if (openTagIndex != NONE) {
      output.fillInSize(openTagIndex);
      openTagIndex = NONE;
    }
  }

  private <T extends Record> void nested(Shape<T> inner, T value) {
    Shape<?> outerShape = shape;
    int outerPosition = position;
    int outerTagCount = tagCount;
    int outerTagCountIndex = tagCountIndex;
    int outerOpenTagIndex = openTagIndex;
    shape = inner;
    position = 0;
    tagCount = 0;
    tagCountIndex = NONE;
    openTagIndex = NONE;
    inner.pass(this, value);
    shape = outerShape;
    position = outerPosition;
    tagCount = outerTagCount;
    tagCountIndex = outerTagCountIndex;
    openTagIndex = outerOpenTagIndex;
  }

  private <T extends Record> void elements(
      boolean compact, Shape<T> element, @Nullable List<T> value) {
    for (T each : counted(compact, value)) {
      nested(element, each);
    }
  }

  private void int32s(boolean compact, @Nullable List<Integer> value) {
    for (int each : counted(compact, value)) {
      out.writeInt(each);
    }
  }

  private void strings(String name, boolean compact, @Nullable List<String> value) {
    for (String each : counted(compact, value)) {
      text(name, compact, each);
    }
  }

  /** Writes the count of the elements, and returns them; null has none. */
  private <V> List<V> counted(boolean compact, @Nullable List<V> value) {
    output.length(compact, value == null ? NONE : value.size());
    return value == null ? List.of() : value;
  }

  private void text(String name, boolean compact, String value) {
    int bytes = ByteBufUtil.utf8Bytes(value);
    if (bytes > Short.MAX_VALUE) {
      throw failure(name, "string of " + bytes + " bytes, at most " + Short.MAX_VALUE);
    }
    output.textLength(compact, bytes);
    ByteBufUtil.reserveAndWriteUtf8(out, value, bytes);
  }
}
