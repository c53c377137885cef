package io.weir.kafka.testcluster.broker;

import io.weir.kafka.testcluster.metadata.TopicPartition;
import io.weir.kafka.testcluster.metadata.WatchKey;

/** Watched by who waits for records to be appended, committed or not: followers. */
public record LogEndOf(TopicPartition partition) implements WatchKey {}
