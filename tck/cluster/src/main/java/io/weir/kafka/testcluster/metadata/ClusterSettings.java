package io.weir.kafka.testcluster.metadata;

/**
 * What all brokers share; the names are those of Kafka's broker settings.
 *
 * @param numPartitions {@code num.partitions}: of a topic that does not say, at least one
 * @param autoCreate {@code auto.create.topics.enable}
 * @param messageMaxBytes {@code message.max.bytes}: the largest batch, compressed
 */
public record ClusterSettings(int numPartitions, AutoCreate autoCreate, int messageMaxBytes) {

  /** Kafka's own default of {@code message.max.bytes}. */
  public static final int DEFAULT_MESSAGE_MAX_BYTES = 1024 * 1024 + 12;

  /** Kafka's defaults. */
  public static final ClusterSettings DEFAULTS =
      new ClusterSettings(1, AutoCreate.ENABLED, DEFAULT_MESSAGE_MAX_BYTES);

  public ClusterSettings {
    if (numPartitions < 1) {
      throw new IllegalArgumentException("num.partitions is not positive: " + numPartitions);
    }
    if (messageMaxBytes < 1) {
      throw new IllegalArgumentException("message.max.bytes is not positive: " + messageMaxBytes);
    }
  }

  /** Whether a topic comes into being when a client asks for its metadata. */
  public enum AutoCreate {
    ENABLED,
    DISABLED
  }
}
