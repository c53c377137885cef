package io.weir.kafka.testcluster.storage;

/** Names one replica of one partition; a topic name is already checked for characters. */
public record LogName(int broker, String topic, int partition) {}
