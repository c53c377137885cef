package io.weir.kafka.config;

import java.time.Duration;

/**
 * How long what is known of the cluster is trusted.
 *
 * @param maxAge asked for again after so long without any failure
 * @param maxIdle a topic unused for so long is forgotten; at least 5 s
 */
public record MetadataSettings(Duration maxAge, Duration maxIdle) {

  static MetadataSettings read(SettingsReader reader) {
    return new MetadataSettings(
        reader.read(ConnectionKeys.METADATA_MAX_AGE),
        reader.read(ConnectionKeys.METADATA_MAX_IDLE));
  }
}
