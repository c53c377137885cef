package io.weir.kafka.config;

import org.jspecify.annotations.Nullable;

/**
 * How a partition is chosen where none is named.
 *
 * @param partitioner a built-in one's name, a class or an identifier; null: the default one
 */
public record PartitionSettings(@Nullable String partitioner, KeyUse keyUse) {

  /** Whether the key decides. */
  public enum KeyUse {
    HASHED,
    IGNORED
  }

  static PartitionSettings read(SettingsReader reader) {
    boolean ignored = reader.read(PartitioningKeys.IGNORE_KEYS);
    return new PartitionSettings(
        reader.readOrNull(PartitioningKeys.PARTITIONER), ignored ? KeyUse.IGNORED : KeyUse.HASHED);
  }
}
