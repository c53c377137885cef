package io.weir.kafka.testcluster.metadata;

import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One topic.
 *
 * @param id never reused, not even by a topic of the same name
 * @param partitions by index, at least one
 */
public record TopicImage(
    String name, UUID id, TopicSettings settings, List<PartitionImage> partitions) {

  public TopicImage {
    partitions = List.copyOf(partitions);
  }

  /** The partition; null if the topic has no such index. */
  public @Nullable PartitionImage partition(int index) {
    return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
  }

  public TopicImage withPartitions(UnaryOperator<PartitionImage> change) {
    return new TopicImage(name, id, settings, partitions.stream().map(change).toList());
  }
}
