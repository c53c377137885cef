package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.replica.Leading;
import io.weir.kafka.testcluster.replica.Replica;

/**
 * A partition at the broker that leads it.
 *
 * @param partition as the broker's image has it; the ISR may be older than that of {@code leading}
 * @param leading the replica's role in its present epoch
 */
public record LedPartition(
    TopicImage topic, PartitionImage partition, Replica replica, Leading leading) {

  /** The partition without its state. */
  public TopicPartition key() {
    return replica.key();
  }
}
