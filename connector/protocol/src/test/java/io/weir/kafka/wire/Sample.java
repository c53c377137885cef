package io.weir.kafka.wire;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A message with one field of each kind; version 1 is flexible. */
record Sample(
    boolean bool,
    byte int8,
    UUID uuid,
    @Nullable String text,
    @Nullable Point point,
    @Nullable List<Point> points,
    @Nullable ByteBuf records,
    List<Integer> numbers,
    String tagged,
    Point taggedPoint) {

  static final MessageShape<Sample> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(1),
          new Sample(
              false,
              (byte) 0,
              Wire.ZERO_UUID,
              null,
              null,
              null,
              null,
              List.of(),
              "",
              Point.SHAPE.empty()),
          Sample::pass);

  static Sample empty() {
    return SHAPE.empty();
  }

  static Sample tagged(String tagged, Point taggedPoint) {
    return new Sample(
        false, (byte) 0, Wire.ZERO_UUID, null, null, null, null, List.of(), tagged, taggedPoint);
  }

  private Sample pass(Wire wire) {
    return wire.end(
        new Sample(
            wire.bool("bool", bool),
            wire.int8("int8", int8),
            wire.uuid("uuid", uuid),
            wire.nullableString("text", text),
            wire.nullableStruct("point", Point.SHAPE, point),
            wire.nullableList("points", Point.SHAPE, points),
            wire.records("records", records),
            wire.int32List("numbers", numbers),
            wire.tag(2).string("tagged", tagged),
            wire.tag(5).struct("taggedPoint", Point.SHAPE, taggedPoint)));
  }

  /** A nested structure. */
  record Point(short x, short y) {

    static final Shape<Point> SHAPE = Shape.of(new Point((short) 0, (short) 0), Point::pass);

    static Point at(int x, int y) {
      return new Point((short) x, (short) y);
    }

    private Point pass(Wire wire) {
      return wire.end(new Point(wire.int16("x", x), wire.tag(0).int16("y", y)));
    }
  }
}
