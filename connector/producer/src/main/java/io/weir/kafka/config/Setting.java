package io.weir.kafka.config;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the catalogue: all that is known of a setting, in one place.
 *
 * @param name the canonical one
 * @param type how its text is read, and what it may be
 * @param doc one or more sentences for the reference
 * @param aliases other names, asked in this order where the canonical one is not set
 * @param defaultText as a user would write it; null: there is no default
 */
record Setting<T>(
    String name,
    ValueType<T> type,
    String doc,
    List<String> aliases,
    @Nullable String defaultText) {

  static <T> Setting<T> of(String name, ValueType<T> type, String doc) {
    return new Setting<>(name, type, doc, List.of(), null);
  }

  /** The same with a default, which is read like a value that a user wrote. */
  Setting<T> or(String text) {
    return new Setting<>(name, type, doc, aliases, text);
  }

  /** The same with one more name. */
  Setting<T> alias(String other) {
    List<String> longer = new ArrayList<>(aliases);
    longer.add(other);
    return new Setting<>(name, type, doc, List.copyOf(longer), defaultText);
  }

  /**
   * The value where nothing is set.
   *
   * @throws IllegalStateException if the catalogue gives none
   */
  T defaultValue() {
    if (defaultText == null) {
      throw new IllegalStateException(name + " has no default");
    }
    return type.parse(defaultText);
  }
}
