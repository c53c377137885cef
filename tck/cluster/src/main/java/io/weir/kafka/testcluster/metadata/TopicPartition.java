package io.weir.kafka.testcluster.metadata;

import java.util.UUID;

/** A partition by the id of its topic. */
public record TopicPartition(UUID topicId, int index) implements WatchKey {}
