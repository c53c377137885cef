package io.weir.kafka.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is set and not read by Weir: warned of, and kept for a user's serializer or partitioner.
 *
 * <p>Values go to that class only, never into a text.
 */
final class Strangers {

  /** Whether a user's class may read names that nobody else knows. */
  enum Readers {
    NONE,
    USER_CLASS
  }

  private final SettingsSource source;
  private final Problems problems;
  private final Map<String, String> values = new LinkedHashMap<>();

  Strangers(SettingsSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** Warns where someone must act, and returns all of it under Kafka's names. */
  Map<String, String> collect(Readers readers) {
    for (String name : source.names()) {
      String value = source.lookup(name);
      if (value != null && !Catalogue.isSupported(name) && !Passive.isOfOthers(name)) {
        values.put(Spelling.kafkas(name), value);
        warn(name, value, readers);
      }
    }
    return Map.copyOf(values);
  }

  private void warn(String name, String value, Readers readers) {
    Catalogue.unsupported(name)
        .ifPresentOrElse(
            row -> warnOfUnsupported(row, value),
            () -> {
              if (!source.isShared(name)) {
                warnOfUnknown(name, readers);
              }
            });
  }

  private void warnOfUnsupported(Unsupported row, String value) {
    if (!row.isHarmless(value.strip())) {
      problems.warning("'%s' is ignored: %s".formatted(row.name(), row.instead()));
    }
  }

  private void warnOfUnknown(String name, Readers readers) {
    Spelling.nearest(name, Catalogue.knownNames())
        .ifPresentOrElse(
            near -> problems.warning("'%s' is unknown; did you mean '%s'?".formatted(name, near)),
            () -> {
              if (readers == Readers.NONE) {
                problems.warning("'%s' is unknown and ignored".formatted(name));
              }
            });
  }
}
