package io.weir.kafka.config;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
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

  /**
   * A source over such a map as applications make: a class counts as its name, a list as its items
   * between commas, all else as its text; what is null is not set.
   */
  static SettingsSource ofObjects(Map<?, ?> values) {
    Map<String, String> texts = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (value != null) {
            texts.put(String.valueOf(name), text(value));
          }
        });
    return of(texts);
  }

  /** The text that a user would have written. */
  static String text(Object value) {
    if (value instanceof Class<?> type) {
      return type.getName();
    }
    return value instanceof Collection<?> items
        ? items.stream().map(SettingsSource::text).collect(Collectors.joining(","))
        : value.toString();
  }

  /**
   * This source after the application has had its say.
   *
   * @param customizer is given Kafka's settings under Kafka's names in a map of its own, and
   *     returns what they are to be; what is missing there is not set
   */
  default SettingsSource customized(
      Problems problems, UnaryOperator<Map<String, Object>> customizer) {
    return new CustomizedSettings(this, problems, customizer);
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
