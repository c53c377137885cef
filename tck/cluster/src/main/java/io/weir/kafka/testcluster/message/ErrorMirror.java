package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Shape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the response that says an error of what a request asked for: it mirrors the request's
 * items, the chosen ones with the error, the others as the broker has served them.
 *
 * <p>What passes is the response to the rest of the request, or an empty one. In what is made here,
 * positions in a log are -1 and records are empty, as Kafka has it. Owned by one thread for the
 * time of one message.
 */
final class ErrorMirror extends ErrorWire {

  private static final long NO_POSITION = -1;
  private static final int NO_BROKER = -1;

  private final int deepest;

  /** Of the structure that passes at present. */
  private Place place;

  /** Whether a field of that structure has taken the bare string of the request. */
  private boolean bareTaken;

  /**
   * @param item of the request, whose place the structure takes
   * @param depth how many lists down it is
   * @param making whether it is made here; else it was served
   * @param leaf whether the error stands in it, and not in a list further down
   */
  private record Place(Item item, NamedPart part, int depth, boolean making, boolean leaf) {}

  /**
   * @param request as the items of one nameless item
   * @param deepest how many lists the error may go down
   */
  ErrorMirror(ErrorAnswer answer, int version, Item request, int deepest) {
    super(answer, version);
    this.deepest = deepest;
    this.place = new Place(request, NamedPart.NONE, 0, false, false);
  }

  /** All that the request asked for has been refused. */
  <R extends Record> R refuse(Shape<R> shape) {
    boolean leaf = deepest == 0 || place.item().items().isEmpty();
    place = new Place(place.item(), NamedPart.NONE, 0, true, leaf);
    return shape.pass(this, shape.empty());
  }

  /** What was not chosen has been served. */
  <R extends Record> R complete(Shape<R> shape, R served) {
    return shape.pass(this, served);
  }

  @Override
  boolean saysError() {
    return place.making() && place.leaf();
  }

  @Override
  <T extends Record> List<T> items(Shape<T> element, List<T> served) {
    if (place.leaf()) {
      return served;
    }
    Place outer = place;
    List<T> mirrored = new ArrayList<>();
    for (Item item : outer.item().items()) {
      T own = find(item, element, served);
      NamedPart part = item.within(outer.part());
      int depth = outer.depth() + 1;
      if (!isLeaf(item, element, depth)) {
        place = new Place(item, part, depth, own == null, false);
        mirrored.add(element.pass(this, own == null ? element.empty() : own));
      } else if (answer.chooses(part)) {
        place = new Place(item, part, depth, true, true);
        bareTaken = false;
        mirrored.add(element.pass(this, element.empty()));
      } else if (own != null) {
        mirrored.add(own);
      }
    }
    place = outer;
    return mirrored;
  }

  private boolean isLeaf(Item item, Shape<?> element, int depth) {
    return depth == deepest || item.items().isEmpty() || !ErrorCarriers.carriesInside(element);
  }

  private static <T extends Record> @Nullable T find(Item item, Shape<T> element, List<T> served) {
    for (T each : served) {
      if (item.isSameAs(ItemReader.read(element, each))) {
        return each;
      }
    }
    return null;
  }

  @Override
  <V> V identity(String name, V value) {
    if (!place.making() || place.depth() == 0 || name.equals("host")) {
      return value;
    }
    V own = place.item().valueLike(name, value);
    if (own == null && !bareTaken) {
      own = place.item().valueLike(Item.BARE, value);
      bareTaken = own != null;
    }
    return own == null ? value : own;
  }

  @Override
  int number(String name, int value) {
    if (!place.making()) {
      return value;
    }
    Integer own = place.item().valueLike(name, value);
    return switch (Item.canonical(name)) {
      case "nodeId", "port" -> NO_BROKER;
      case "sessionId" -> own == null ? value : own;
      case Item.PARTITION -> own == null ? partition() : own;
      default -> value;
    };
  }

  /** Where the request lists bare numbers. */
  private int partition() {
    return place.part().partition();
  }

  @Override
  long position(long value) {
    return saysError() ? NO_POSITION : value;
  }
}
