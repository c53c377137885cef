package io.weir.kafka.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings of one channel from its source, in whatever spelling they are written.
 *
 * <p>The canonical name wins. Another spelling of it counts where the canonical one is not set; if
 * both are set and differ, the other one draws a warning. An alias is a fallback, and differing is
 * its purpose: no warning. A bad value is noted, and the default stands in for it so that reading
 * goes on.
 *
 * <p>Used by one thread, at start-up.
 */
final class SettingsReader {

  private final SettingsSource source;
  private final Problems problems;
  private final Map<String, List<String>> spellings = new LinkedHashMap<>();

  SettingsReader(SettingsSource source, Problems problems) {
    this.source = source;
    this.problems = problems;
    for (String name : source.names()) {
      spellings.computeIfAbsent(Spelling.normal(name), normal -> new ArrayList<>()).add(name);
    }
  }

  Problems problems() {
    return problems;
  }

  /** The value that is set, else the default. */
  <T> T read(Setting<T> setting) {
    return find(setting).orElseGet(setting::defaultValue);
  }

  /** The value that is set, else null; for a setting without default. */
  <T> @Nullable T readOrNull(Setting<T> setting) {
    return find(setting).orElse(null);
  }

  boolean isSet(Setting<?> setting) {
    return text(setting).isPresent();
  }

  /** What is set, good or not. */
  Optional<String> textOf(Setting<?> setting) {
    return text(setting);
  }

  /** The value that is set and good. */
  private <T> Optional<T> find(Setting<T> setting) {
    return text(setting).flatMap(text -> parse(setting, text));
  }

  private <T> Optional<T> parse(Setting<T> setting, String text) {
    try {
      return Optional.of(setting.type().parse(text));
    } catch (ValueType.Refusal refusal) {
      problems.badValue(setting.name(), text, refusal.reason());
    } catch (IllegalArgumentException refused) {
      problems.badValue(setting.name(), text, "expected " + setting.type().expected());
    }
    return Optional.empty();
  }

  /** The text of the setting; what the channel says in any spelling goes before what it shares. */
  Optional<String> text(Setting<?> setting) {
    List<String> spelled = new ArrayList<>(candidates(setting.name()));
    setting.aliases().forEach(alias -> spelled.addAll(candidates(alias)));
    return first(spelled.stream().filter(name -> !source.isShared(name)))
        .or(() -> first(spelled.stream()));
  }

  /** The first that is set; blank counts as not set. */
  private Optional<String> first(Stream<String> names) {
    return names
        .map(source::lookup)
        .filter(Objects::nonNull)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  /** Exact spellings to ask for, best first; also those that a source answers without listing. */
  private List<String> candidates(String name) {
    List<String> candidates = new ArrayList<>();
    candidates.add(name);
    candidates.addAll(spellings.getOrDefault(Spelling.normal(name), List.of()));
    candidates.add(Spelling.kebab(name));
    candidates.add(Spelling.quoted(name));
    return candidates;
  }

  /** Notes spellings of one setting that are set to something else than the one that counts. */
  void warnOfConflicts() {
    spellings.forEach(
        (normal, names) ->
            Catalogue.named(normal)
                .ifPresent(setting -> names.forEach(name -> warnIfItDiffers(setting, name))));
  }

  private void warnIfItDiffers(Setting<?> setting, String spelling) {
    String other = source.isShared(spelling) ? null : source.lookup(spelling);
    String used = text(setting).orElse("");
    if (other != null && !other.isBlank() && !other.strip().equals(used)) {
      problems.warning(
          "'%s' is set and differs from '%s', which is used; remove one of them"
              .formatted(spelling, setting.name()));
    }
  }
}
