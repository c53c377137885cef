package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts an error over what a response says of the chosen items; all else stays as it was served.
 *
 * <p>Owned by one thread for the time of one message.
 */
final class ErrorStamp extends ErrorWire {

  private final int deepest;

  /** All: of the structure that passes at present. */
  private NamedPart part = NamedPart.NONE;

  private int depth;
  private boolean saysError;

  /**
   * @param deepest how many lists the error may go down
   */
  ErrorStamp(ErrorAnswer answer, int version, int deepest) {
    super(answer, version);
    this.deepest = deepest;
  }

  <R extends Record> R stamp(Shape<R> shape, R served) {
    saysError = answer.chooses(part) && (deepest == 0 || !ErrorCarriers.carriesInside(shape));
    return shape.pass(this, served);
  }

  @Override
  boolean saysError() {
    return saysError;
  }

  @Override
  <T extends Record> List<T> items(Shape<T> element, List<T> value) {
    if (depth == deepest) {
      return value;
    }
    NamedPart outer = part;
    boolean outerSaysError = saysError;
    depth++;
    List<T> stamped = new ArrayList<>(value.size());
    for (T each : value) {
      part = ItemReader.read(element, each).within(outer);
      boolean leaf = depth == deepest || !ErrorCarriers.carriesInside(element);
      saysError = leaf && answer.chooses(part);
      stamped.add(element.pass(this, each));
    }
    depth--;
    saysError = outerSaysError;
    part = outer;
    return stamped;
  }
}
