package io.weir.kafka.config;

import java.time.Duration;

/**
 * How emitters and senders wait when there is no room.
 *
 * @param maxMessages that may wait, at least 1
 * @param maxTime that each may wait
 */
public record WaitingSettings(int maxMessages, Duration maxTime) {

  /** Reads these two alone; what is wrong with them is noted, and a default stands in for it. */
  public static WaitingSettings read(SettingsSource source, Problems problems) {
    return read(new SettingsReader(source, problems));
  }

  static WaitingSettings read(SettingsReader reader) {
    return new WaitingSettings(
        reader.read(ChannelKeys.MAX_WAITING_MESSAGES), reader.read(BatchingKeys.MAX_BLOCK));
  }
}
