package io.weir.kafka.producer;

import io.weir.kafka.cluster.TopicSnapshot;
import io.weir.kafka.partition.PartitionLayout;
import java.util.stream.IntStream;

/** Reads from metadata which partitions there are to choose from. */
final class Layouts {

  private Layouts() {}

  /** The partitions of a topic that has some. */
  static PartitionLayout of(TopicSnapshot topic) {
    int[] led =
        IntStream.range(0, topic.partitionCount())
            .filter(partition -> topic.leaderId(partition) != TopicSnapshot.NO_LEADER)
            .toArray();
    return PartitionLayout.of(topic.partitionCount(), led);
  }
}
