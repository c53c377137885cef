package io.weir.kafka.testcluster.metadata;

/**
 * What a request at a broker can wait for: a partition that advances, a group that has an answer.
 * Compared by {@code equals}; carries nothing else.
 */
public interface WatchKey {}
