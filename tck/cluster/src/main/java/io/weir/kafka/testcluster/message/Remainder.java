package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Leaves out of a request what an error answers, so that the broker can serve the rest.
 *
 * <p>Owned by one thread for the time of one message.
 */
final class Remainder extends CopyingWire {

  private final ErrorAnswer answer;

  /** Of the structure that passes at present. */
  private NamedPart part = NamedPart.NONE;

  Remainder(ErrorAnswer answer) {
    this.answer = answer;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    if (!ItemReader.isOfItems(name)) {
      return value;
    }
    return value.stream()
        .filter(each -> !answer.chooses(Item.bare(Item.BARE, each).within(part)))
        .toList();
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    if (!name.equals("topicNames")) {
      return value;
    }
    return value.stream()
        .filter(each -> !answer.chooses(Item.bare(Item.TOPIC, each).within(part)))
        .toList();
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    if (!ItemReader.isOfItems(name)) {
      return value;
    }
    NamedPart outer = part;
    List<T> rest = new ArrayList<>(value.size());
    for (T each : value) {
      Item item = ItemReader.read(element, each);
      part = item.within(outer);
      if (item.items().isEmpty()) {
        addUnlessChosen(each, rest);
      } else {
        T pruned = element.pass(this, each);
        if (!ItemReader.read(element, pruned).items().isEmpty()) {
          rest.add(pruned);
        }
      }
    }
    part = outer;
    return rest;
  }

  private <T extends Record> void addUnlessChosen(T each, List<T> rest) {
    if (!answer.chooses(part)) {
      rest.add(each);
    }
  }
}
