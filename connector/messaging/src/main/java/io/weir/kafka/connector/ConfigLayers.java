package io.weir.kafka.connector;

import io.weir.kafka.config.SettingsSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where the settings of a channel come from, first match first, in the order of smallrye-kafka:
 *
 * <ol>
 *   <li>{@code mp.messaging.outgoing.CHANNEL.*}, then {@code mp.messaging.connector.weir-kafka.*}:
 *       the runtime hands over both as one
 *   <li>the {@code Map<String, Object>} bean named by {@code kafka-configuration}, or by the
 *       channel
 *   <li>the {@code Map<String, Object>} bean {@code default-kafka-broker}
 *   <li>{@code kafka.*}, such as {@code kafka.bootstrap.servers}
 * </ol>
 *
 * <p>The last three may be meant for other clients too. {@code kafka.topic}, {@code kafka.key} and
 * {@code kafka.partition} are left out: they would send every channel to one place.
 */
final class ConfigLayers {

  static final String MAP_NAME = "kafka-configuration";
  static final String DEFAULT_MAP = "default-kafka-broker";

  private static final String SHARED_PREFIX = "kafka.";
  private static final Set<String> NEVER_SHARED = Set.of("topic", "key", "partition");

  private ConfigLayers() {}

  /**
   * @param channel what the runtime hands over for one channel
   * @param application the whole configuration of the application
   * @param maps the map beans for the channel, the more important first
   */
  static SettingsSource of(Config channel, Config application, List<Map<?, ?>> maps) {
    SettingsSource shared = ofPrefixed(application);
    for (int i = maps.size() - 1; i >= 0; i--) {
      shared = SettingsSource.of(asText(maps.get(i))).withSharedDefaults(shared);
    }
    return ofConfig(channel).withSharedDefaults(shared);
  }

  private static Map<String, String> asText(Map<?, ?> map) {
    Map<String, String> text = new LinkedHashMap<>();
    map.forEach(
        (name, value) -> {
          if (value != null) {
            text.put(
                String.valueOf(name),
                value instanceof Class<?> type ? type.getName() : value.toString());
          }
        });
    return text;
  }

  private static SettingsSource ofConfig(Config config) {
    return new SettingsSource() {
      @Override
      public @Nullable String lookup(String name) {
        return config.getOptionalValue(name, String.class).orElse(null);
      }

      @Override
      public Iterable<String> names() {
        return config.getPropertyNames();
      }
    };
  }

  private static SettingsSource ofPrefixed(Config config) {
    return new SettingsSource() {
      @Override
      public @Nullable String lookup(String name) {
        return NEVER_SHARED.contains(name)
            ? null
            : config.getOptionalValue(SHARED_PREFIX + name, String.class).orElse(null);
      }

      @Override
      public Iterable<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : config.getPropertyNames()) {
          if (name.startsWith(SHARED_PREFIX)) {
            names.add(name.substring(SHARED_PREFIX.length()));
          }
        }
        return names;
      }

      @Override
      public boolean isShared(String name) {
        return true;
      }
    };
  }
}
