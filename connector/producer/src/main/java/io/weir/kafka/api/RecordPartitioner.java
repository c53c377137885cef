package io.weir.kafka.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the partition of each record that names none.
 *
 * <p>Named by {@code partitioner.class}, as a class with a public constructor without parameters or
 * as a bean with that {@code @Identifier}. Called on the thread that sends (or on the channel's
 * completion task for records that waited for their topic's metadata); it must not block.
 */
@FunctionalInterface
public interface RecordPartitioner extends AutoCloseable {

  /** Hands over the settings of the channel under their Kafka names, once; unmodifiable. */
  default void configure(Map<String, String> settings) {}

  /**
   * Chooses.
   *
   * @return {@code 0 <= partition < partitionCount}; anything else nacks the message
   */
  int partition(Choice choice);

  /** Called once when the channel closes. */
  @Override
  default void close() {}

  /**
   * What there is to choose by.
   *
   * @param key as it was sent; null for a record without key
   * @param value as it was sent; null for a tombstone
   * @param partitionCount at least 1
   */
  record Choice(String topic, @Nullable Object key, @Nullable Object value, int partitionCount) {}
}
