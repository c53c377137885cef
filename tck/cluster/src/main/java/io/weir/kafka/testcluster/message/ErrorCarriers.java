package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Field;
import io.weir.kafka.wire.Shape;

/** Which structures of a response say what became of an item. */
final class ErrorCarriers {

  static final String ERROR_CODE = "errorCode";

  private ErrorCarriers() {}

  /** Whether the structure, or one inside it, has an error code. */
  static boolean carries(Shape<?> shape) {
    return shape.fields().stream()
        .anyMatch(field -> field.name().equals(ERROR_CODE) || carriesInside(field));
  }

  /** Whether the structure has a list of such structures. */
  static boolean carriesInside(Shape<?> shape) {
    return shape.fields().stream().anyMatch(ErrorCarriers::carriesInside);
  }

  private static boolean carriesInside(Field field) {
    Shape<?> struct = field.struct();
    return struct != null && field.type().startsWith("[]") && carries(struct);
  }
}
