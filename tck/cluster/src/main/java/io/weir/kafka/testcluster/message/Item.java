package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a message is about, such as a topic, a partition, a group or a resource, with the
 * things inside it. Names of fields are made one: a topic's is {@code topic}, a partition's {@code
 * partition}, whatever the message calls it.
 *
 * <p>Filled by {@link ItemReader}, read only from then on.
 */
final class Item {

  /** The field of an item that is a bare number or string. */
  static final String BARE = "";

  static final String TOPIC = "topic";
  static final String TOPIC_ID = "topicId";
  static final String PARTITION = "partition";

  /** Kafka's {@code ConfigResource.Type.TOPIC}. */
  private static final byte TOPIC_RESOURCE = 2;

  private final Map<String, Object> fields = new HashMap<>();
  private final List<Item> items = new ArrayList<>();

  /** An item of one field. */
  static Item bare(String field, Object value) {
    Item item = new Item();
    item.fields.put(field, value);
    return item;
  }

  /** The one name of a field. */
  static String canonical(String field) {
    return switch (field) {
      case "name", "topicName" -> TOPIC;
      case "index", "partitionIndex", "partitionId" -> PARTITION;
      default -> field;
    };
  }

  /** Notes a field; an empty name and an id of zero say nothing. */
  void put(String field, Object value) {
    if (!value.equals("") && !value.equals(Wire.ZERO_UUID)) {
      fields.putIfAbsent(canonical(field), value);
    }
  }

  void add(Item inner) {
    items.add(inner);
  }

  List<Item> items() {
    return items;
  }

  /** The value of that field, if it is of that type; null if there is none. */
  <V> @Nullable V value(String field, Class<V> type) {
    Object value = fields.get(canonical(field));
    return type.isInstance(value) ? type.cast(value) : null;
  }

  /** The value of that field, if it is of the type of the other one; null if there is none. */
  <V> @Nullable V valueLike(String field, V other) {
    @SuppressWarnings("unchecked") // The class of a value of type V.
    Class<V> type = (Class<V>) other.getClass();
    return value(field, type);
  }

  /** Whether both name the same topic, partition, group or resource. */
  boolean isSameAs(Item other) {
    if (fields.containsKey(BARE)) {
      return other.fields.containsValue(fields.get(BARE));
    }
    boolean compared = false;
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      Object theirs = other.fields.get(field.getKey());
      if (isKey(field.getKey()) && theirs != null) {
        if (!theirs.equals(field.getValue())) {
          return false;
        }
        compared = true;
      }
    }
    return compared;
  }

  private static boolean isKey(String field) {
    return field.equals(TOPIC) || field.equals(TOPIC_ID) || field.equals(PARTITION);
  }

  /** What this item names inside a topic that an outer item has named, if any. */
  NamedPart within(NamedPart outer) {
    String topic = topicName();
    UUID id = value(TOPIC_ID, UUID.class);
    Integer partition = value(PARTITION, Integer.class);
    if (partition == null && outer.isTopic()) {
      partition = value(BARE, Integer.class);
    }
    return new NamedPart(
        topic == null ? outer.topic() : topic,
        id == null ? outer.topicId() : id,
        partition == null ? outer.partition() : partition);
  }

  private @Nullable String topicName() {
    Byte resourceType = value("resourceType", Byte.class);
    return resourceType != null && resourceType == TOPIC_RESOURCE
        ? value("resourceName", String.class)
        : value(TOPIC, String.class);
  }
}
