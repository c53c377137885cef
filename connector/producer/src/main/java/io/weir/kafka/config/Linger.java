package io.weir.kafka.config;

import java.time.Duration;

/**
 * How long an unfilled batch waits for more records.
 *
 * @param time at least 0
 */
public record Linger(Duration time, Mode mode) {

  /** Whether an idle producer waits, too. */
  public enum Mode {
    /** {@code linger.ms} is not set: an idle producer sends at once, a busy one lingers. */
    ADAPTIVE,
    /** {@code linger.ms} is set and always holds. */
    FIXED
  }

  static Linger read(SettingsReader reader) {
    Mode mode = reader.isSet(BatchingKeys.LINGER) ? Mode.FIXED : Mode.ADAPTIVE;
    return new Linger(reader.read(BatchingKeys.LINGER), mode);
  }
}
