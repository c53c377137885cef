package io.weir.kafka.spi;

import java.util.Map;

/**
 * What a bridge may know of a channel.
 *
 * @param channel its name
 * @param settings all that is set, under Kafka's names where Weir knows the setting, else as
 *     written; {@code bootstrap.servers} and {@code client.id} always. Unmodifiable; values may be
 *     secret
 */
public record ChannelView(String channel, Map<String, String> settings) {

  public ChannelView {
    settings = Map.copyOf(settings);
  }

  /** Names the channel only: some of the values are secret. */
  @Override
  public String toString() {
    return "ChannelView[" + channel + "]";
  }
}
