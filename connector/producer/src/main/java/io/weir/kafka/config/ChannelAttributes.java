package io.weir.kafka.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What holds for the messages of the channel, unless they say otherwise.
 *
 * @param target where messages go that do not say
 * @param acknowledgement when a message is acknowledged
 * @param maxInflightMessages 0: no bound by number
 * @param closeTimeout for messages on their way at shutdown
 * @param interceptorBean an identifier; null for none
 */
public record ChannelAttributes(
    Target target,
    Acknowledgement acknowledgement,
    int maxInflightMessages,
    Duration closeTimeout,
    @Nullable String interceptorBean) {

  /**
   * @param key null: no key
   * @param partition -1: the partitioner chooses
   */
  public record Target(String topic, @Nullable String key, int partition) {}

  /** {@code waitForWriteCompletion}. */
  public enum Acknowledgement {
    /** When the broker has the record. */
    WHEN_DELIVERED,
    /** When the pipeline has accepted the record; a later failure is only logged. */
    WHEN_ACCEPTED
  }

  static ChannelAttributes read(SettingsReader reader) {
    boolean waits = reader.read(ChannelKeys.WAIT_FOR_WRITE_COMPLETION);
    return new ChannelAttributes(
        target(reader),
        waits ? Acknowledgement.WHEN_DELIVERED : Acknowledgement.WHEN_ACCEPTED,
        reader.read(ChannelKeys.MAX_INFLIGHT_MESSAGES),
        reader.read(ChannelKeys.CLOSE_TIMEOUT),
        reader.readOrNull(ChannelKeys.INTERCEPTOR_BEAN));
  }

  private static Target target(SettingsReader reader) {
    String topic = reader.readOrNull(ChannelKeys.TOPIC);
    return new Target(
        topic != null ? topic : reader.problems().channel(),
        reader.readOrNull(ChannelKeys.KEY),
        reader.read(ChannelKeys.PARTITION));
  }
}
