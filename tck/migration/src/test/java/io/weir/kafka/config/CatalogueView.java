package io.weir.kafka.config;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What Weir makes of a setting, as plain text that another connector's value can be held against.
 */
public final class CatalogueView {

  private CatalogueView() {}

  /** Whether it is a setting that Weir reads. */
  public static boolean reads(String name) {
    return Catalogue.named(Spelling.normal(name)).isPresent();
  }

  /** The value that counts, its default included; null for none. */
  public static @Nullable String valueOf(String name, SettingsSource source) {
    Setting<?> setting = Catalogue.named(Spelling.normal(name)).orElseThrow();
    SettingsReader reader = new SettingsReader(source, new Problems("orders"));
    return setting.defaultText() == null
        ? text(reader.readOrNull(setting))
        : text(reader.read(setting));
  }

  /** Kafka's settings, as a customizer would see them. */
  public static Map<String, Object> ofKafka(SettingsSource source) {
    Map<String, Object> shown = new HashMap<>();
    source.customized(
        new Problems("orders"),
        settings -> {
          shown.putAll(settings);
          return settings;
        });
    return shown;
  }

  private static @Nullable String text(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    if (value instanceof Duration time) {
      return Long.toString(time.toMillis());
    }
    if (value instanceof Acks acks) {
      return acks == Acks.ALL ? "all" : Short.toString(acks.wireValue());
    }
    if (value instanceof Enum<?> choice) {
      return choice.name().toLowerCase(Locale.ROOT);
    }
    return value instanceof Collection<?> items
        ? items.stream().map(CatalogueView::ofItem).collect(Collectors.joining(","))
        : value.toString();
  }

  private static String ofItem(Object item) {
    return item instanceof ServerAddress address
        ? address.host() + ":" + address.port()
        : item.toString();
  }
}
