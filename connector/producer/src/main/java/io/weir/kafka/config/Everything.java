package io.weir.kafka.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * All that is set for one channel, for classes that were written for another client and expect its
 * whole configuration.
 *
 * <p>Values may be secret: they go to such a class only, never into a text.
 */
final class Everything {

  private final SettingsSource source;
  private final SettingsReader reader;

  Everything(SettingsSource source, SettingsReader reader) {
    this.source = source;
    this.reader = reader;
  }

  /** By Kafka's names where Weir knows the setting, else by the name as written, unquoted. */
  Map<String, String> collect(ConnectionSettings connection) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String name : source.names()) {
      String value = source.lookup(name);
      if (value != null && Catalogue.named(Spelling.normal(name)).isEmpty()) {
        all.put(name.replace("\"", ""), value);
      }
    }
    Catalogue.THEMES
        .values()
        .forEach(
            theme ->
                theme.forEach(
                    setting ->
                        reader.text(setting).ifPresent(text -> all.put(setting.name(), text))));
    all.put("bootstrap.servers", addresses(connection));
    all.put("client.id", connection.clientId());
    return all;
  }

  private static String addresses(ConnectionSettings connection) {
    return connection.bootstrapServers().stream()
        .map(ServerAddress::toString)
        .collect(Collectors.joining(","));
  }
}
