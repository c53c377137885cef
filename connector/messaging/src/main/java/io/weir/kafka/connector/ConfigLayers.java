package io.weir.kafka.connector;

import io.weir.kafka.config.Problems;
import io.weir.kafka.config.SettingsSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
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
 * <p>The last three may be meant for other clients too. The last one is what Quarkus makes of
 * {@code kafka.*} for smallrye-kafka, environment variables such as {@code KAFKA_BOOTSTRAP_SERVERS}
 * included; so {@code kafka.topic} counts as it does there, with a warning, since it sends every
 * channel to one place (ADR 14). Behind it are the few names that smallrye-kafka reads without a
 * prefix.
 */
final class ConfigLayers {

  static final String MAP_NAME = "kafka-configuration";
  static final String DEFAULT_MAP = "default-kafka-broker";

  private static final String SHARED_PREFIX = "kafka.";
  private static final String SHARED_VARIABLES = "KAFKA_";

  /** Its aliases for attributes of CloudEvents, which are the application's own. */
  private static final String UNPREFIXED = "cloud-events-default-";

  private static final List<String> OF_ONE_CHANNEL = List.of("topic", "key", "partition");

  private ConfigLayers() {}

  /**
   * @param channel what the runtime hands over for one channel
   * @param application the whole configuration of the application
   * @param maps the map beans for the channel, the more important first
   */
  static SettingsSource of(Config channel, Config application, List<Map<?, ?>> maps) {
    SettingsSource shared = ofPrefixed(application);
    for (int i = maps.size() - 1; i >= 0; i--) {
      shared = SettingsSource.ofObjects(maps.get(i)).withSharedDefaults(shared);
    }
    return ofConfig(channel).withSharedDefaults(shared);
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

  /** Notes what is shared although it is hardly meant for every channel. */
  static void warnOfShared(SettingsSource layers, Config application, Problems problems) {
    SettingsSource shared = ofPrefixed(application);
    for (String name : OF_ONE_CHANNEL) {
      String value = shared.lookup(name);
      if (value != null && layers.isShared(name) && value.equals(layers.lookup(name))) {
        problems.warning(
            "'%s%s' decides, as for every channel that has no %s of its own; set that of the channel"
                .formatted(SHARED_PREFIX, name, name));
      }
    }
  }

  private static SettingsSource ofPrefixed(Config config) {
    return new SettingsSource() {
      @Override
      public @Nullable String lookup(String name) {
        String full = name.startsWith(UNPREFIXED) ? name : SHARED_PREFIX + name;
        return config.getOptionalValue(full, String.class).orElse(null);
      }

      @Override
      public Iterable<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (String name : config.getPropertyNames()) {
          if (name.startsWith(SHARED_PREFIX)) {
            names.add(name.substring(SHARED_PREFIX.length()));
          } else if (name.startsWith(SHARED_VARIABLES)) {
            names.add(ofVariable(name));
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

  /** KAFKA_SASL_JAAS_CONFIG is sasl.jaas.config, as Kafka's names have dots. */
  private static String ofVariable(String name) {
    return name.substring(SHARED_VARIABLES.length()).toLowerCase(Locale.ROOT).replace('_', '.');
  }
}
