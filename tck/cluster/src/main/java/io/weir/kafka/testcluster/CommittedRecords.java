package io.weir.kafka.testcluster;

import java.time.Duration;
import java.util.List;

/**
 * The committed records of a cluster: those below the high watermarks, which consumers can see.
 *
 * <p>A view: each call looks at the cluster of that moment. It reads logs, it is no client: it
 * works while brokers are stopped or cut off, and leaves no trace in the journal of requests.
 * Thread-safe.
 */
public final class CommittedRecords {

  private final TestCluster cluster;

  CommittedRecords(TestCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * All committed records of a topic, partition by partition, each in offset order.
   *
   * @throws IllegalArgumentException if there is no such topic
   */
  public List<StoredRecord> of(String topic) {
    return cluster.records(topic);
  }

  /** As {@link #of(String)}, of one partition. */
  public List<StoredRecord> of(String topic, int partition) {
    return cluster.records(topic, partition);
  }

  /** How many offsets of the topic are committed; 0 if there is no such topic. */
  public long count(String topic) {
    return cluster.partitions(topic).stream().mapToLong(PartitionState::committedOffsets).sum();
  }

  /**
   * Waits until at least so many records of the topic are committed; it need not exist yet. The
   * deadline is a real one, also for a cluster with a virtual clock.
   *
   * @return all that are committed then
   * @throws AssertionError if there are fewer at the deadline; says how many, and where
   */
  public List<StoredRecord> await(String topic, long count, Duration timeout) {
    if (!cluster.awaitCommitted(topic, count, timeout)) {
      throw new AssertionError(
          "%d of %d records of %s were committed within %s: %s"
              .formatted(count(topic), count, topic, timeout, cluster.partitions(topic)));
    }
    return count == 0 && cluster.partitions(topic).isEmpty() ? List.of() : of(topic);
  }
}
