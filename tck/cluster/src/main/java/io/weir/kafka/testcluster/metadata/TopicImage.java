package io.weir.kafka.testcluster.metadata;

import java.util.List;
import java.util.Set;
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

  /** The topic that holds what groups have committed. */
  public static final String OFFSETS = "__consumer_offsets";

  private static final Set<String> INTERNAL = Set.of(OFFSETS, "__transaction_state");

  public TopicImage {
    partitions = List.copyOf(partitions);
  }

  /** Whether it belongs to the cluster itself, so that clients hide it. */
  public static boolean isInternal(String name) {
    return INTERNAL.contains(name);
  }

  /** As {@link #isInternal(String)}. */
  public boolean isInternal() {
    return isInternal(name);
  }

  /** The partition; null if the topic has no such index. */
  public @Nullable PartitionImage partition(int index) {
    return index >= 0 && index < partitions.size() ? partitions.get(index) : null;
  }

  public TopicImage withPartitions(UnaryOperator<PartitionImage> change) {
    return withPartitions(partitions.stream().map(change).toList());
  }

  public TopicImage withPartitions(List<PartitionImage> all) {
    return new TopicImage(name, id, settings, all);
  }

  public TopicImage withSettings(TopicSettings newSettings) {
    return new TopicImage(name, id, newSettings, partitions);
  }
}
