package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Shape;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Notes what a message is about. Of the lists of one structure the first that holds anything
 * counts: in all of Kafka's requests that is the one that the response answers item by item. Lists
 * that only describe an item are left out by name.
 */
final class ItemReader extends CopyingWire {

  private static final Set<String> DESCRIPTIONS =
      Set.of(
          "assignments",
          "brokerIds",
          "configs",
          "configurationKeys",
          "cursor",
          "forgottenTopicsData",
          "nodeEndpoints",
          "protocols",
          "replicas",
          "statesFilter",
          "typesFilter");

  /** The item whose fields pass at present. */
  private Item current = new Item();

  private ItemReader() {}

  /** What the message is about, as the items of one nameless item. */
  static <T extends Record> Item read(Shape<T> shape, T message) {
    ItemReader reader = new ItemReader();
    shape.pass(reader, message);
    return reader.current;
  }

  @Override
  public byte int8(String name, byte value) {
    return note(name, value);
  }

  @Override
  public int int32(String name, int value) {
    return note(name, value);
  }

  @Override
  public UUID uuid(String name, UUID value) {
    return note(name, value);
  }

  @Override
  public String string(String name, String value) {
    return note(name, value);
  }

  @Override
  public @Nullable String nullableString(String name, @Nullable String value) {
    return value == null ? null : note(name, value);
  }

  private <V> V note(String name, V value) {
    current.put(name, value);
    return value;
  }

  @Override
  public List<Integer> int32List(String name, List<Integer> value) {
    if (counts(name)) {
      value.forEach(each -> current.add(Item.bare(Item.BARE, each)));
    }
    return value;
  }

  @Override
  public List<String> stringList(String name, List<String> value) {
    if (counts(name)) {
      String field = name.equals("topicNames") ? Item.TOPIC : Item.BARE;
      value.forEach(each -> current.add(Item.bare(field, each)));
    }
    return value;
  }

  @Override
  public <T extends Record> List<T> list(String name, Shape<T> element, List<T> value) {
    if (counts(name)) {
      Item outer = current;
      for (T each : value) {
        current = new Item();
        element.pass(this, each);
        outer.add(current);
      }
      current = outer;
    }
    return value;
  }

  @Override
  public <T extends Record> T struct(String name, Shape<T> shape, T value) {
    return value;
  }

  private boolean counts(String list) {
    return current.items().isEmpty() && isOfItems(list);
  }

  /** Whether a list of this name holds items, and not what describes one. */
  static boolean isOfItems(String list) {
    return !DESCRIPTIONS.contains(list);
  }
}
