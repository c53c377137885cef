package io.weir.kafka.config;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the values of one channel's settings come from: a map, or an application's configuration.
 *
 * <p>Asked at start-up only, by one thread.
 */
public interface SettingsSource {

  /** The value under exactly this name, or null. A blank value counts as not set. */
  @Nullable String lookup(String name);

  /** All names that have a value, as far as they can be listed; some may only be looked up. */
  Iterable<String> names();

  /**
   * Whether this name may be meant for other clients, too, as Kafka's {@code kafka.*} defaults are:
   * an unknown one draws no warning.
   */
  default boolean isShared(String name) {
    return false;
  }

  /** A source over this map; later changes of the map show through. */
  static SettingsSource of(Map<String, String> values) {
    return new SettingsSource() {
      @Override
      public @Nullable String lookup(String name) {
        return values.get(name);
      }

      @Override
      public Iterable<String> names() {
        return values.keySet();
      }
    };
  }

  /** This source, and behind it defaults that several clients share. */
  default SettingsSource withSharedDefaults(SettingsSource defaults) {
    SettingsSource own = this;
    return new SettingsSource() {
      @Override
      public @Nullable String lookup(String name) {
        String value = own.lookup(name);
        return value != null ? value : defaults.lookup(name);
      }

      @Override
      public Iterable<String> names() {
        Set<String> both = new LinkedHashSet<>();
        own.names().forEach(both::add);
        defaults.names().forEach(both::add);
        return both;
      }

      @Override
      public boolean isShared(String name) {
        return own.lookup(name) == null || own.isShared(name);
      }
    };
  }
}
