package io.weir.kafka.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A source after the application has had its say: it is shown Kafka's settings, as far as they are
 * set, under Kafka's names, and may change, add and remove some.
 *
 * <p>What it leaves alone is looked up as before, so that nothing is lost that a source does not
 * list. Used by one thread, at start-up.
 */
final class CustomizedSettings implements SettingsSource {

  private final SettingsSource original;

  /** By normal name; all spellings of a name have its new value. */
  private final Map<String, String> changed = new HashMap<>();

  /** Normal names. */
  private final Set<String> removed = new HashSet<>();

  private final List<String> changedNames = new ArrayList<>();

  CustomizedSettings(
      SettingsSource original, Problems problems, UnaryOperator<Map<String, Object>> customizer) {
    this.original = original;
    Map<String, Object> before = shown(problems);
    Map<String, Object> after = customizer.apply(new LinkedHashMap<>(before));
    after.forEach(
        (name, value) -> {
          if (value != null && !Objects.equals(before.get(name), value)) {
            change(name, SettingsSource.text(value));
          }
        });
    before.keySet().stream().filter(name -> after.get(name) == null).forEach(this::remove);
  }

  /** Never empty: where Kafka is, who asks and who acknowledges are always there. */
  private Map<String, Object> shown(Problems problems) {
    SettingsReader reader = new SettingsReader(original, new Problems(problems.channel()));
    Map<String, Object> shown = new LinkedHashMap<>();
    Catalogue.kafkas()
        .forEach(
            setting -> reader.textOf(setting).ifPresent(text -> shown.put(setting.name(), text)));
    for (String name : original.names()) {
      String value = original.lookup(name);
      if (value != null && !Catalogue.isSupported(name)) {
        shown.put(Spelling.kafkas(name), value);
      }
    }
    shown.putIfAbsent(
        ConnectionKeys.BOOTSTRAP_SERVERS.name(), ConnectionKeys.BOOTSTRAP_SERVERS.defaultText());
    shown.putIfAbsent(DeliveryKeys.ACKS.name(), DeliveryKeys.ACKS.defaultText());
    shown.put(ConnectionKeys.CLIENT_ID.name(), ConnectionSettings.clientId(reader));
    return shown;
  }

  private void change(String name, String value) {
    changed.put(Spelling.normal(name), value);
    changedNames.add(name);
    if (name.equals(ConnectionKeys.CLIENT_ID.name())) {
      remove(ConnectionKeys.CLIENT_ID_PREFIX.name());
    }
  }

  private void remove(String name) {
    removed.add(Spelling.normal(name));
  }

  @Override
  public @Nullable String lookup(String name) {
    String normal = Spelling.normal(name);
    String value = changed.get(normal);
    return value != null || removed.contains(normal) ? value : original.lookup(name);
  }

  @Override
  public Iterable<String> names() {
    Set<String> names = new HashSet<>(changedNames);
    original.names().forEach(names::add);
    names.removeIf(name -> removed.contains(Spelling.normal(name)));
    return names;
  }

  @Override
  public boolean isShared(String name) {
    return !changed.containsKey(Spelling.normal(name)) && original.isShared(name);
  }
}
