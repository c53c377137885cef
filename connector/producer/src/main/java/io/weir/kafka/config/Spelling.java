package io.weir.kafka.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/**
 * How users write a setting's name, and which one they may have meant.
 *
 * <p>{@code linger-ms}, {@code lingerMs}, {@code LINGER_MS} and {@code "linger.ms"} (quotes within
 * the name, as YAML sources hand it over) are the same setting.
 */
final class Spelling {

  private static final int MOST_EDITS = 3;

  private Spelling() {}

  /** One form for all spellings of a name: words in lower case, joined by dots, without quotes. */
  static String normal(String name) {
    return name.replace("\"", "")
        .replaceAll("(?<=[a-z0-9])(?=[A-Z])", ".")
        .replace('-', '.')
        .replace('_', '.')
        .toLowerCase(Locale.ROOT);
  }

  /** The name under which Kafka's own classes know a setting that Weir does not. */
  static String kafkas(String name) {
    String unquoted = name.replace("\"", "");
    return isOfEnvironment(unquoted) ? normal(unquoted) : unquoted;
  }

  /** Whether it looks like a part of an environment variable's name. */
  static boolean isOfEnvironment(String name) {
    return name.equals(name.toUpperCase(Locale.ROOT));
  }

  /** The name as YAML sources hand it over where a user quoted it. */
  static String quoted(String name) {
    return '"' + name + '"';
  }

  /** The name with dashes between its words. */
  static String kebab(String name) {
    return normal(name).replace('.', '-');
  }

  /** The known name that differs least, if it differs by few letters only. */
  static Optional<String> nearest(String unknown, Collection<String> known) {
    String written = normal(unknown);
    int limit = Math.min(MOST_EDITS, Math.max(1, written.length() / 4)) + 1;
    String best = null;
    for (String name : known) {
      int edits = edits(written, normal(name));
      if (edits < limit) {
        limit = edits;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Letters to insert, drop, replace or swap with their neighbour to make one of the other. */
  static int edits(String from, String to) {
    int[] beforeLast = new int[to.length() + 1];
    int[] last = new int[to.length() + 1];
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replace = last[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replace, Math.min(last[j], row[j - 1]) + 1);
        if (isSwap(from, i, to, j)) {
          row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
        }
      }
      int[] oldest = beforeLast;
      beforeLast = last;
      last = row;
      row = oldest;
    }
    return last[to.length()];
  }

  private static boolean isSwap(String from, int i, String to, int j) {
    return i > 1
        && j > 1
        && from.charAt(i - 1) == to.charAt(j - 2)
        && from.charAt(i - 2) == to.charAt(j - 1);
  }
}
