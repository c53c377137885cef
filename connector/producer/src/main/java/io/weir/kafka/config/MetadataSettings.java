package io.weir.kafka.config;

import java.time.Duration;

/**
 * How long what is known of the cluster is trusted, and what follows when none of it answers.
 *
 * @param maxAge asked for again after so long without any failure
 * @param maxIdle a topic unused for so long is forgotten; at least 5 s
 * @param rebootstrapTrigger how long the known brokers may leave the cluster unasked about, before
 *     they are forgotten; only with {@link Recovery#REBOOTSTRAP} (KIP-1102)
 */
public record MetadataSettings(
    Duration maxAge, Duration maxIdle, Recovery recovery, Duration rebootstrapTrigger) {

  /** Whom to ask when no known broker can be (KIP-899). */
  public enum Recovery {
    /** The bootstrap servers, as at the start. */
    REBOOTSTRAP,
    /** The known brokers only, again and again. */
    NONE
  }

  static MetadataSettings read(SettingsReader reader) {
    return new MetadataSettings(
        reader.read(ConnectionKeys.METADATA_MAX_AGE),
        reader.read(ConnectionKeys.METADATA_MAX_IDLE),
        reader.read(ConnectionKeys.METADATA_RECOVERY),
        reader.read(ConnectionKeys.REBOOTSTRAP_TRIGGER));
  }
}
