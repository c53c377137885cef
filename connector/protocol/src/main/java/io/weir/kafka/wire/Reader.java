package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads messages from a borrowed buffer that it does not trust.
 *
 * <p>Every length is checked against the bytes that remain before anything is allocated; every
 * element takes at least one byte, so a count above the remaining bytes is refused too, and a list
 * grows only as its elements are read. Memory is thus bounded by a small multiple of the frame.
 *
 * <p>Tagged fields arrive in ascending order, as shapes name them: a field is either the next one
 * in the section or absent, and what lies between is unknown and skipped.
 */
final class Reader extends GatedWire {

  /** Far above the four of a Fetch response, the deepest of Kafka's messages here. */
  private static final int MAX_DEPTH = 16;

  /** Lists start no larger than this, whatever count the bytes claim. */
  private static final int MAX_INITIAL_CAPACITY = 64;

  private static final int NULL = -1;
  private static final int UNREAD = -1;
  private static final int NO_LIMIT = -1;

  private final BoundedInput in;
  private int depth;

  // The tagged section of the structure that is being read; saved around nested ones.
  private int tagsLeft = UNREAD;
  private int lastTag = NO_TAG;
  private int limitOutsideTag = NO_LIMIT;

  /**
   * @param in <em>borrowed</em>; read from its reader index, which moves along
   */
  Reader(ByteBuf in) {
    this.in = new BoundedInput(in, this);
  }

  <T extends Record> T message(MessageShape<T> shape, int version) {
    begin(shape, version);
    return nested(shape.name(), shape);
  }

  @Override
  public boolean bool(String name, boolean value) {
    return carried(name) ? in.need(name, 1).readByte() != 0 : value;
  }

  @Override
  public byte int8(String name, byte value) {
    return carried(name) ? in.need(name, 1).readByte() : value;
  }

  @Override
  public short int16(String name, short value) {
    return carried(name) ? in.need(name, 2).readShort() : value;
  }

  @Override
  public int int32(String name, int value) {
    return carried(name) ? in.need(name, 4).readInt() : value;
  }

  @Override
  public long int64(String name, long value) {
    return carried(name) ? in.need(name, 8).readLong() : value;
  }

  @Override
  public UUID uuid(String name, UUID value) {
    if (!carried(name)) {
      return value;
    }
    ByteBuf sixteen = in.need(name, 16);
    long high = sixteen.readLong();
    long low = sixteen.readLong();
    return (high | low) == 0 ? ZERO_UUID : new UUID(high, low);
  }

  @Override
  public String string(String name, String value) {
    boolean compact = compact();
    return carried(name) ? in.text(name, notNull(name, in.textLength(name, compact))) : value;
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    boolean compact = compact();
    boolean nullForbidden = nullForbidden();
    if (!carried(name)) {
      return value;
    }
    int length = in.textLength(name, compact);
    return isNull(name, length, nullForbidden) ? null : in.text(name, length);
  }

  @Override
  public @Nullable ByteBuf records(String name, @Nullable ByteBuf value) {
    boolean compact = compact();
    if (!carried(name)) {
      return value;
    }
    int length = in.length(name, compact);
    return length == NULL ? null : in.need(name, length).readSlice(length);
  }

  @Override
  public ByteBuf bytes(String name, ByteBuf value) {
    boolean compact = compact();
    return carried(name) ? in.copy(name, notNull(name, in.length(name, compact))) : value;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    boolean compact = compact();
    return carried(name) ? int32s(name, notNull(name, in.length(name, compact))) : value;
  }

  @Override
  public @Nullable List<Integer> nullableInt32List(String name, @Nullable List<Integer> value) {
    boolean compact = compact();
    boolean nullForbidden = nullForbidden();
    if (!carried(name)) {
      return value;
    }
    int count = in.length(name, compact);
    return isNull(name, count, nullForbidden) ? null : int32s(name, count);
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    boolean compact = compact();
    return carried(name) ? strings(name, compact, notNull(name, in.length(name, compact))) : value;
  }

  @Override
  public @Nullable List<String> nullableStringList(String name, @Nullable List<String> value) {
    boolean compact = compact();
    boolean nullForbidden = nullForbidden();
    if (!carried(name)) {
      return value;
    }
    int count = in.length(name, compact);
    return isNull(name, count, nullForbidden) ? null : strings(name, compact, count);
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    boolean compact = compact();
    return carried(name) ? elements(name, element, notNull(name, in.length(name, compact))) : value;
  }

  @Override
  public <T extends Record> @Nullable List<T> nullableList(
      String name, Shape<T> element, @Nullable List<T> value) {
    boolean compact = compact();
    boolean nullForbidden = nullForbidden();
    if (!carried(name)) {
      return value;
    }
    int count = in.length(name, compact);
    return isNull(name, count, nullForbidden) ? null : elements(name, element, count);
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return carried(name) ? nested(name, shape) : value;
  }

  @Override
  public <T extends Record> @Nullable T nullableStruct(
      String name, Shape<T> shape, @Nullable T value) {
    boolean nullForbidden = nullForbidden();
    if (!carried(name)) {
      return value;
    }
    int present = in.need(name, 1).readByte();
    return isNull(name, present, nullForbidden) ? null : nested(name, shape);
  }

  @Override
  public <T extends Record> T end(T message) {
    if (flexible()) {
      findTag("tagged fields", Integer.MAX_VALUE);
    }
    return message;
  }

  /** Whether the next field is there to be read; the reader then stands at its first byte. */
  private boolean carried(String name) {
    if (!gated) {
      return true;
    }
    boolean inVersion = inVersion();
    int wanted = tag;
    resetGates();
    return inVersion && (wanted == NO_TAG || findTag(name, wanted));
  }

  /**
   * Skips the tagged fields before {@code wanted}.
   *
   * @return whether {@code wanted} is there; reading is then limited to its bytes
   */
  private boolean findTag(String name, int wanted) {
    leaveTag(name);
    if (tagsLeft == UNREAD) {
      tagsLeft = in.unsignedVarint(name);
    }
    while (tagsLeft > 0) {
      int start = in.index();
      int next = in.unsignedVarint(name);
      if (next <= lastTag) {
        throw failure(name, "tag " + next + " does not ascend after tag " + lastTag);
      }
      if (next > wanted) {
        in.index(start);
        return false;
      }
      enterTag(name, next);
      if (next == wanted) {
        return true;
      }
      in.index(in.limit());
      leaveTag(name);
    }
    return false;
  }

  private void enterTag(String name, int next) {
    lastTag = next;
    tagsLeft--;
    int size = in.unsignedVarint(name);
    limitOutsideTag = in.narrow(name, size);
  }

  private void leaveTag(String name) {
    if (limitOutsideTag == NO_LIMIT) {
      return;
    }
    if (in.remaining() > 0) {
      throw failure(name, "tagged field " + lastTag + " has " + in.remaining() + " bytes too many");
    }
    in.widen(limitOutsideTag);
    limitOutsideTag = NO_LIMIT;
  }

  private <T extends Record> T nested(String name, Shape<T> shape) {
    if (depth == MAX_DEPTH) {
      throw failure(name, "nested deeper than " + MAX_DEPTH);
    }
    int outerTagsLeft = tagsLeft;
    int outerLastTag = lastTag;
    int outerLimitOutsideTag = limitOutsideTag;
    tagsLeft = UNREAD;
    lastTag = NO_TAG;
    limitOutsideTag = NO_LIMIT;
    depth++;
    T read = shape.pass(this, shape.empty());
    depth--;
    tagsLeft = outerTagsLeft;
    lastTag = outerLastTag;
    limitOutsideTag = outerLimitOutsideTag;
    return read;
  }

  private List<Integer> int32s(String name, int count) {
    ByteBuf elements = in.need(name, (long) count * Integer.BYTES);
    List<Integer> read = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      read.add(elements.readInt());
    }
    return Collections.unmodifiableList(read);
  }

  private List<String> strings(String name, boolean compact, int count) {
    List<String> read = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
    for (int i = 0; i < count; i++) {
      read.add(in.text(name, notNull(name, in.textLength(name, compact))));
    }
    return Collections.unmodifiableList(read);
  }

  private <T extends Record> List<T> elements(String name, Shape<T> element, int count) {
    if (count <= 1) {
      return count == 0 ? List.of() : List.of(nested(name, element));
    }
    List<T> read = new ArrayList<>(Math.min(count, MAX_INITIAL_CAPACITY));
    for (int i = 0; i < count; i++) {
      read.add(nested(name, element));
    }
    return Collections.unmodifiableList(read);
  }

  private int notNull(String name, int length) {
    if (length <= NULL) {
      throw failure(name, "null is not allowed");
    }
    return length;
  }

  private boolean isNull(String name, int length, boolean nullForbidden) {
    if (nullForbidden) {
      notNull(name, length);
    }
    return length <= NULL;
  }
}
