package io.weir.kafka.testcluster.message;

import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.ProduceRequest;
import io.weir.kafka.protocol.ProduceRequest.TopicProduceData;
import io.weir.kafka.wire.Shape;
import java.util.ArrayList;
import java.util.List;

/** The topics and partitions that a request names, in its order. */
public final class NamedParts {

  private NamedParts() {}

  /**
   * @return empty for a request that names no topic, or means all of them
   */
  public static <Q extends Record> List<NamedPart> of(Shape<Q> shape, Q request) {
    // These two come by the hundred thousand: they are read without a detour.
    if (request instanceof ProduceRequest produce) {
      return ofProduce(produce);
    } else if (request instanceof FetchRequest fetch) {
      return ofFetch(fetch);
    }
    return collected(shape, request);
  }

  /** The same of any request, by its shape. */
  static <Q extends Record> List<NamedPart> collected(Shape<Q> shape, Q request) {
    List<NamedPart> parts = new ArrayList<>();
    collect(ItemReader.read(shape, request), NamedPart.NONE, parts);
    return parts;
  }

  /** The group of a group's request; empty for others. */
  public static <Q extends Record> String groupOf(Shape<Q> shape, Q request) {
    String group =
        request instanceof FetchRequest
            ? null
            : ItemReader.read(shape, request).value("groupId", String.class);
    return group == null ? "" : group;
  }

  private static List<NamedPart> ofProduce(ProduceRequest request) {
    List<NamedPart> parts = new ArrayList<>();
    for (TopicProduceData topic : request.topicData()) {
      topic
          .partitionData()
          .forEach(each -> parts.add(new NamedPart(topic.name(), topic.topicId(), each.index())));
    }
    return parts;
  }

  private static List<NamedPart> ofFetch(FetchRequest request) {
    List<NamedPart> parts = new ArrayList<>();
    for (FetchTopic topic : request.topics()) {
      topic
          .partitions()
          .forEach(
              each -> parts.add(new NamedPart(topic.topic(), topic.topicId(), each.partition())));
    }
    return parts;
  }

  private static void collect(Item item, NamedPart outer, List<NamedPart> parts) {
    for (Item inner : item.items()) {
      NamedPart part = inner.within(outer);
      if (part.isTopic() && inner.items().isEmpty()) {
        parts.add(part);
      } else {
        collect(inner, part, parts);
      }
    }
  }
}
