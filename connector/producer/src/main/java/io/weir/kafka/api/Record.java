package io.weir.kafka.api;

import org.jspecify.annotations.Nullable;

/**
 * A payload that carries key and value, for a method that has no message metadata to set.
 *
 * @param key null for a record without key
 * @param value null for a tombstone
 */
public record Record<K, V>(@Nullable K key, @Nullable V value) {

  public static <K, V> Record<K, V> of(@Nullable K key, @Nullable V value) {
    return new Record<>(key, value);
  }

  /** The mark that a compacted topic reads as: forget this key. */
  public static <K, V> Record<K, V> tombstone(K key) {
    return new Record<>(key, null);
  }
}
