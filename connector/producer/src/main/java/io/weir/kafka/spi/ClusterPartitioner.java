package io.weir.kafka.spi;

import io.weir.kafka.api.RecordPartitioner;
import org.jspecify.annotations.Nullable;

/** A partitioner that also wants the serialized record and a view of the cluster. */
public interface ClusterPartitioner extends RecordPartitioner {

  /**
   * Chooses.
   *
   * @param cluster knows the record's topic, with as many partitions as the choice has
   * @return as {@link RecordPartitioner#partition} has it
   */
  int partition(Choice choice, Serialized serialized, ClusterView cluster);

  /** Never called: there always is a cluster. */
  @Override
  default int partition(Choice choice) {
    throw new UnsupportedOperationException("a view of the cluster is needed");
  }

  /**
   * A record's bytes, the partitioner's own.
   *
   * @param key null for a record without key
   * @param value null for a tombstone
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier of two arrays, never compared
  record Serialized(byte @Nullable [] key, byte @Nullable [] value) {}
}
