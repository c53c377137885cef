package io.weir.kafka.testcluster.control;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a request says: the placeholders of its path, its query, and its body if that is a form.
 *
 * <p>One request's thread. Each look-up that fails is a {@link BadRequest}.
 */
final class Parameters {

  private final Map<String, List<String>> values = new TreeMap<>();

  /** Reads {@code name=value&name=value}; a name may come more than once. */
  void addForm(@Nullable String form) {
    if (form == null || form.isBlank()) {
      return;
    }
    for (String pair : form.strip().split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      add(decoded(name), equals < 0 ? "" : decoded(pair.substring(equals + 1)));
    }
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("'" + text + "' is not encoded as a URL wants it");
    }
  }

  void add(String name, String value) {
    values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
  }

  /** Refuses names that the route does not know, so that a typing error is not ignored. */
  void allow(List<String> names) {
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new BadRequest(
            "Unknown parameter '%s'; allowed: %s"
                .formatted(name, names.isEmpty() ? "none" : String.join(", ", names)));
      }
    }
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /**
   * All values of the name, also those that one value lists with commas; empty if there is none.
   */
  List<String> list(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Stream.of(value.split(",", -1)))
        .map(String::strip)
        .toList();
  }

  Optional<String> text(String name) {
    List<String> all = values.getOrDefault(name, List.of());
    if (all.size() > 1) {
      throw new BadRequest("'" + name + "' is given " + all.size() + " times");
    }
    return all.stream().findFirst();
  }

  String requiredText(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  OptionalLong number(String name) {
    return text(name)
        .map(value -> OptionalLong.of(parse(name, value)))
        .orElse(OptionalLong.empty());
  }

  long requiredNumber(String name) {
    return number(name).orElseThrow(() -> missing(name));
  }

  OptionalInt integer(String name) {
    return text(name).map(value -> OptionalInt.of(toInt(name, value))).orElse(OptionalInt.empty());
  }

  int requiredInteger(String name) {
    return integer(name).orElseThrow(() -> missing(name));
  }

  List<Integer> integers(String name) {
    return list(name).stream().map(value -> toInt(name, value)).toList();
  }

  private static int toInt(String name, String value) {
    long number = parse(name, value);
    if (number != (int) number) {
      throw new BadRequest("'" + name + "' is too large: " + value);
    }
    return (int) number;
  }

  private static long parse(String name, String value) {
    try {
      return Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw new BadRequest("'" + name + "' is not a number: '" + value + "'");
    }
  }

  double requiredFraction(String name) {
    String value = requiredText(name);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw new BadRequest("'" + name + "' is not a number: '" + value + "'");
    }
  }

  /** Whether it is there, without a value or with {@code true}. */
  boolean flag(String name) {
    String value = text(name).orElse("false");
    return switch (value) {
      case "", "true" -> true;
      case "false" -> false;
      default -> throw new BadRequest("'" + name + "' is true or false, not '" + value + "'");
    };
  }

  private static BadRequest missing(String name) {
    return new BadRequest("'" + name + "' is missing");
  }
}
