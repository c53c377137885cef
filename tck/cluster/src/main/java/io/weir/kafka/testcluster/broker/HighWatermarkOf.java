package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;

/**
 * Watched by who waits for records to be committed: consumers, producers with {@code acks=all}; or
 * for records to be deleted on all replicas.
 */
public record HighWatermarkOf(TopicPartition partition) implements WatchKey {}
