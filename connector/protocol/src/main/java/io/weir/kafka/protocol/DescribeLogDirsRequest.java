package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks a broker where its logs lie and how large they are; null topics mean all (KIP-113). */
public record DescribeLogDirsRequest(@Nullable List<DescribableLogDirTopic> topics) {

  public static final MessageShape<DescribeLogDirsRequest> SHAPE =
      MessageShape.of(
          Versions.between(1, 5).flexibleFrom(2),
          new DescribeLogDirsRequest(List.of()),
          DescribeLogDirsRequest::pass);

  private DescribeLogDirsRequest pass(Wire wire) {
    return wire.end(
        new DescribeLogDirsRequest(
            wire.nullableList("topics", DescribableLogDirTopic.SHAPE, topics)));
  }

  /** Partitions of one topic. */
  public record DescribableLogDirTopic(String topic, List<Integer> partitions) {

    public static final Shape<DescribableLogDirTopic> SHAPE =
        Shape.of(new DescribableLogDirTopic("", List.of()), DescribableLogDirTopic::pass);

    private DescribableLogDirTopic pass(Wire wire) {
      return wire.end(
          new DescribableLogDirTopic(
              wire.string("topic", topic), wire.int32List("partitions", partitions)));
    }
  }
}
