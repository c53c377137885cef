package io.weir.kafka.partition;

import io.weir.kafka.spi.ClusterView;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The partitions of a topic as metadata last told: how many there are, and which have a leader.
 * Immutable; made anew when metadata changes, not for each record.
 */
public final class PartitionLayout {

  private final int count;
  private final int[] available;
  private final @Nullable Supplier<ClusterView> cluster;

  private PartitionLayout(int count, int[] available, @Nullable Supplier<ClusterView> cluster) {
    this.count = count;
    this.available = available;
    this.cluster = cluster;
  }

  /** All partitions have a leader. */
  public static PartitionLayout of(int count) {
    return of(count, all(count));
  }

  /**
   * Some partitions have a leader.
   *
   * @param count at least 1
   * @param available numbers below the count, ascending; empty counts as all of them, as then none
   *     is better than another
   */
  public static PartitionLayout of(int count, int[] available) {
    if (count < 1) {
      throw new IllegalArgumentException("A topic has at least one partition, not " + count);
    }
    return new PartitionLayout(count, available.length == 0 ? all(count) : available.clone(), null);
  }

  /**
   * The same with the cluster that it is part of, for a partitioner that {@link
   * PartitionChooser#watchesCluster}.
   *
   * @param view may be asked by several threads
   */
  public PartitionLayout within(Supplier<ClusterView> view) {
    return new PartitionLayout(count, available, view);
  }

  ClusterView cluster() {
    return Objects.requireNonNull(cluster, "nobody has asked for the cluster").get();
  }

  public int count() {
    return count;
  }

  /** How many to choose from; at least 1. */
  int choices() {
    return available.length;
  }

  /** The partition to choose at this index, below {@link #choices}. */
  int choice(int index) {
    return available[index];
  }

  /** The index of this partition among the choices; negative if it is not there. */
  int indexOf(int partition) {
    return available.length == count && partition < count
        ? partition
        : Arrays.binarySearch(available, partition);
  }

  private static int[] all(int count) {
    int[] numbers = new int[count];
    Arrays.setAll(numbers, i -> i);
    return numbers;
  }
}
