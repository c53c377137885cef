package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for topics page by page (KIP-966); an empty list asks for all topics.
 *
 * <p>A response holds at most {@code responsePartitionLimit} partitions; the next request brings
 * the cursor of the last response along.
 */
public record DescribeTopicPartitionsRequest(
    List<TopicRequest> topics, int responsePartitionLimit, @Nullable Cursor cursor) {

  public static final MessageShape<DescribeTopicPartitionsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new DescribeTopicPartitionsRequest(List.of(), /* responsePartitionLimit= */ 2000, null),
          DescribeTopicPartitionsRequest::pass);

  private DescribeTopicPartitionsRequest pass(Wire wire) {
    return wire.end(
        new DescribeTopicPartitionsRequest(
            wire.list("topics", TopicRequest.SHAPE, topics),
            wire.int32("responsePartitionLimit", responsePartitionLimit),
            wire.nullableStruct("cursor", Cursor.SHAPE, cursor)));
  }

  /** A topic. */
  public record TopicRequest(String name) {

    public static final Shape<TopicRequest> SHAPE =
        Shape.of(new TopicRequest(""), TopicRequest::pass);

    private TopicRequest pass(Wire wire) {
      return wire.end(new TopicRequest(wire.string("name", name)));
    }
  }

  /** The first topic and partition to tell. */
  public record Cursor(String topicName, int partitionIndex) {

    public static final Shape<Cursor> SHAPE = Shape.of(new Cursor("", 0), Cursor::pass);

    private Cursor pass(Wire wire) {
      return wire.end(
          new Cursor(
              wire.string("topicName", topicName), wire.int32("partitionIndex", partitionIndex)));
    }
  }
}
