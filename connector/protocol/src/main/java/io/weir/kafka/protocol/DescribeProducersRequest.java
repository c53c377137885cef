package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Asks the leaders of partitions which producers they remember (KIP-664). */
public record DescribeProducersRequest(List<TopicRequest> topics) {

  public static final MessageShape<DescribeProducersRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 0).flexibleFrom(0),
          new DescribeProducersRequest(List.of()),
          DescribeProducersRequest::pass);

  private DescribeProducersRequest pass(Wire wire) {
    return wire.end(new DescribeProducersRequest(wire.list("topics", TopicRequest.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record TopicRequest(String name, List<Integer> partitionIndexes) {

    public static final Shape<TopicRequest> SHAPE =
        Shape.of(new TopicRequest("", List.of()), TopicRequest::pass);

    private TopicRequest pass(Wire wire) {
      return wire.end(
          new TopicRequest(
              wire.string("name", name), wire.int32List("partitionIndexes", partitionIndexes)));
    }
  }
}
