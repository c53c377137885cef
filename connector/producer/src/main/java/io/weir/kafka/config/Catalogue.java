package io.weir.kafka.config;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All settings by theme, and every name that is known, in any spelling. */
final class Catalogue {

  /** Theme to settings, in the order of the reference. */
  static final Map<String, List<Setting<?>>> THEMES = themes();

  /** The themes that mean nothing to a producer. */
  private static final Set<String> OF_THE_CHANNEL = Set.of("Channel", "Propagation", "CloudEvents");

  private static final Map<String, Setting<?>> BY_NORMAL_NAME = byNormalName();
  private static final Map<String, Unsupported> UNSUPPORTED = unsupported();
  private static final Set<String> NAMES = names();
  private static final Set<String> NORMAL_NAMES = normalNames();
  private static final Set<String> ENVIRONMENT_NAMES = environmentNames();

  private Catalogue() {}

  /** The setting whose name is spelled so; empty for an alias. */
  static Optional<Setting<?>> named(String normal) {
    return Optional.ofNullable(BY_NORMAL_NAME.get(normal));
  }

  /** Whether Weir reads it, or need not: a setting, an alias or passive; in any spelling. */
  static boolean isSupported(String name) {
    return NORMAL_NAMES.contains(Spelling.normal(name))
        || (Spelling.isOfEnvironment(name) && ENVIRONMENT_NAMES.contains(name));
  }

  /** The settings that Kafka's own producer has as well, or that it would need. */
  static Stream<Setting<?>> kafkas() {
    Stream<Setting<?>> ofThemes =
        THEMES.entrySet().stream()
            .filter(theme -> !OF_THE_CHANNEL.contains(theme.getKey()))
            .flatMap(theme -> theme.getValue().stream());
    return Stream.concat(Stream.of(ChannelKeys.INTERCEPTOR_CLASSES), ofThemes);
  }

  static Optional<Unsupported> unsupported(String name) {
    return Optional.ofNullable(UNSUPPORTED.get(Spelling.normal(name)));
  }

  /** All names, aliases and unsupported ones included, to look for the one that was meant. */
  static Set<String> knownNames() {
    return NAMES;
  }

  private static Map<String, List<Setting<?>>> themes() {
    Map<String, List<Setting<?>>> themes = new LinkedHashMap<>();
    themes.put("Channel", ChannelKeys.ALL);
    themes.put("Propagation", PropagationKeys.ALL);
    themes.put("CloudEvents", CloudEventKeys.ALL);
    themes.put("Observation", ObservationKeys.ALL);
    themes.put("Connection", ConnectionKeys.ALL);
    themes.put("Batching", BatchingKeys.ALL);
    themes.put("Delivery", DeliveryKeys.ALL);
    themes.put("Partitioning", PartitioningKeys.ALL);
    themes.put("Serialization", SerializationKeys.ALL);
    return themes;
  }

  private static Map<String, Setting<?>> byNormalName() {
    Map<String, Setting<?>> settings = new HashMap<>();
    THEMES
        .values()
        .forEach(theme -> theme.forEach(s -> settings.put(Spelling.normal(s.name()), s)));
    return Map.copyOf(settings);
  }

  private static Map<String, Unsupported> unsupported() {
    Map<String, Unsupported> rows = new HashMap<>();
    Unsupported.ALL.forEach(row -> rows.put(Spelling.normal(row.name()), row));
    return Map.copyOf(rows);
  }

  private static Set<String> names() {
    Set<String> names = new LinkedHashSet<>();
    for (Setting<?> setting : BY_NORMAL_NAME.values()) {
      names.add(setting.name());
      names.addAll(setting.aliases());
    }
    Passive.ALL.forEach(passive -> names.add(passive.name()));
    Unsupported.ALL.forEach(row -> names.add(row.name()));
    return names;
  }

  /** As environment variables end that set them: {@code WAITFORWRITECOMPLETION}. */
  private static Set<String> environmentNames() {
    return NAMES.stream()
        .filter(name -> !UNSUPPORTED.containsKey(Spelling.normal(name)))
        .map(name -> name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static Set<String> normalNames() {
    Set<String> normal = new LinkedHashSet<>();
    for (String name : NAMES) {
      if (!UNSUPPORTED.containsKey(Spelling.normal(name))) {
        normal.add(Spelling.normal(name));
      }
    }
    return normal;
  }
}
