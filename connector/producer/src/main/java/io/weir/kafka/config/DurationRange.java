package io.weir.kafka.config;

import java.time.Duration;

/**
 * A time that doubles with each failure in a row.
 *
 * @param initial the first one; never above {@code max}
 * @param max the bound
 */
public record DurationRange(Duration initial, Duration max) {

  /** Reads both; a bound below the first time stands for both, as in Kafka (KIP-580). */
  static DurationRange read(SettingsReader reader, Setting<Duration> first, Setting<Duration> top) {
    Duration initial = reader.read(first);
    Duration max = reader.read(top);
    if (initial.compareTo(max) <= 0) {
      return new DurationRange(initial, max);
    }
    reader
        .problems()
        .warning(
            "%s = '%d' is above %s = '%d': it stays at %d ms; raise the second one"
                .formatted(
                    first.name(), initial.toMillis(), top.name(), max.toMillis(), max.toMillis()));
    return new DurationRange(max, max);
  }
}
