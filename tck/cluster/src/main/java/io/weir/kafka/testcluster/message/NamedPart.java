package io.weir.kafka.testcluster.message;

import io.weir.kafka.wire.Wire;
import java.util.UUID;

/**
 * A topic, or one partition of it, as a message names it.
 *
 * @param topic empty where the message names it by id
 * @param topicId all zero where the message names it by name
 * @param partition {@link #ALL} where the message means the whole topic
 */
public record NamedPart(String topic, UUID topicId, int partition) {

  /** Stands for all partitions of a topic. */
  public static final int ALL = -1;

  /** No topic at all. */
  static final NamedPart NONE = new NamedPart("", Wire.ZERO_UUID, ALL);

  /** A part by name. */
  public static NamedPart of(String topic, int partition) {
    return new NamedPart(topic, Wire.ZERO_UUID, partition);
  }

  /** Whether it names any topic. */
  boolean isTopic() {
    return !topic.isEmpty() || !topicId.equals(Wire.ZERO_UUID);
  }

  /** With the topic's name, if there is such a topic. */
  public NamedPart named(TopicNames names) {
    String name = byId() ? names.nameOf(topicId) : null;
    return name == null ? this : new NamedPart(name, topicId, partition);
  }

  /** Whether the message named the topic by its id. */
  public boolean byId() {
    return topic.isEmpty();
  }

  @Override
  public String toString() {
    String name = byId() ? topicId.toString() : topic;
    return partition == ALL ? name : name + "-" + partition;
  }
}
