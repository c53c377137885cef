package io.weir.kafka.testcluster;

/**
 * What a cluster holds at one moment.
 *
 * @param records the sum of the lengths of all partitions, in offsets
 * @param bytes the size of all stored batches, compressed as they came
 */
public record ClusterTotals(int topics, int partitions, long records, long bytes) {}
