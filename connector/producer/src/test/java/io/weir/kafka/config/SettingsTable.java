package io.weir.kafka.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The reference of all settings as Markdown, derived from the catalogue. */
final class SettingsTable {

  private static final String INTRODUCTION =
      """
      # Settings

      Generated from the catalogue in `io.weir.kafka.config`; `SettingsTableTest` says how to refresh it.

      A setting of the channel `orders` is written `mp.messaging.outgoing.orders.NAME`, one for all channels of the
      connector `mp.messaging.connector.weir-kafka.NAME`. Spellings with dashes (`linger-ms`), in camel case (`lingerMs`) and
      in quotes (YAML) count where the name itself is not set; if both are set and differ, a warning says which one is used.
      An alias counts where the name is not set. Times are plain numbers of milliseconds. A value that cannot work fails the
      start, together with all others; an unknown name warns. What a `@WeirChannel("orders") KafkaSender` has for itself is
      written `weir.channel.orders.NAME`.
      """;

  private SettingsTable() {}

  static String render() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    Catalogue.THEMES.forEach((theme, settings) -> renderTheme(text, theme, settings));
    renderPassive(text);
    renderUnsupported(text);
    return text.toString();
  }

  private static void renderTheme(StringBuilder text, String theme, List<Setting<?>> settings) {
    text.append("\n## ").append(theme).append("\n\n");
    text.append("| name | type | default | values | meaning |\n|---|---|---|---|---|\n");
    settings.forEach(setting -> text.append(row(setting)));
  }

  private static String row(Setting<?> setting) {
    String unit = setting.type().unit();
    return "| %s | %s | %s | %s | %s |%n"
        .formatted(
            names(setting),
            setting.type().label() + (unit.isEmpty() ? "" : ", " + unit),
            setting.defaultText() == null ? "" : code(setting.defaultText()),
            setting.type().expected(),
            setting.doc())
        .replace(System.lineSeparator(), "\n");
  }

  private static String names(Setting<?> setting) {
    String aliases =
        setting.aliases().stream().map(SettingsTable::code).collect(Collectors.joining(", "));
    return code(setting.name()) + (aliases.isEmpty() ? "" : ", alias " + aliases);
  }

  private static void renderPassive(StringBuilder text) {
    text.append("\n## Without effect on Weir\n\n| name | why |\n|---|---|\n");
    Passive.ALL.forEach(row -> text.append("| %s | %s |\n".formatted(code(row.name()), row.doc())));
  }

  /** One row for all that are ignored for the same reason. */
  private static void renderUnsupported(StringBuilder text) {
    text.append("\n## Known and ignored, with a warning\n\n| names | why |\n|---|---|\n");
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (Unsupported row : Unsupported.ALL) {
      names.computeIfAbsent(reason(row), reason -> new ArrayList<>()).add(code(row.name()));
    }
    names.forEach(
        (reason, group) ->
            text.append("| %s | %s |\n".formatted(String.join(", ", group), reason)));
  }

  private static String reason(Unsupported row) {
    String why = row.instead();
    String quiet =
        row.harmless().stream()
            .filter(value -> !value.isEmpty())
            .sorted()
            .map(SettingsTable::code)
            .collect(Collectors.joining(", "));
    return why.substring(0, 1).toUpperCase(Locale.ROOT)
        + why.substring(1)
        + (quiet.isEmpty() ? "." : ". No warning for " + quiet + ".");
  }

  private static String code(String text) {
    return "`" + text + "`";
  }
}
