package io.weir.kafka.testcluster.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All settings of one kind by name. Immutable. */
public final class SettingCatalogue {

  /** Those of brokers. */
  public static final SettingCatalogue BROKER =
      new SettingCatalogue(
          "broker config",
          List.of(
              ReplicationCatalogue.ALL, LogCatalogue.ALL, GroupCatalogue.ALL, InertCatalogue.ALL));

  /** Those of topics. */
  public static final SettingCatalogue TOPIC =
      new SettingCatalogue("topic config", List.of(TopicCatalogue.ALL));

  /** A name with no more typing errors than this is suggested. */
  private static final int MOST_ERRORS = 5;

  private final String kind;
  private final SortedMap<String, Setting<?>> byName = new TreeMap<>();

  private SettingCatalogue(String kind, List<List<Setting<?>>> groups) {
    this.kind = kind;
    groups.forEach(group -> group.forEach(this::add));
  }

  private void add(Setting<?> setting) {
    if (byName.put(setting.name(), setting) != null) {
      throw new IllegalArgumentException("Declared twice: " + setting);
    }
  }

  /** All of them, by name. */
  public Collection<Setting<?>> all() {
    return Collections.unmodifiableCollection(byName.values());
  }

  /** The setting; null if there is none of that name. */
  public @Nullable Setting<?> find(String name) {
    return byName.get(name);
  }

  /**
   * The setting of that name.
   *
   * @throws IllegalArgumentException if there is none; the message suggests a similar name
   */
  public Setting<?> get(String name) {
    Setting<?> setting = byName.get(name);
    if (setting == null) {
      throw new IllegalArgumentException("Unknown " + kind + " name: " + name + suggestion(name));
    }
    return setting;
  }

  private String suggestion(String name) {
    return byName.keySet().stream()
        .map(known -> Map.entry(EditDistance.between(name, known), known))
        .filter(entry -> entry.getKey() <= Math.min(MOST_ERRORS, name.length() / 3))
        .min(Map.Entry.<Integer, String>comparingByKey().thenComparing(Map.Entry::getValue))
        .map(nearest -> " (did you mean " + nearest.getValue() + "?)")
        .orElse("");
  }
}
