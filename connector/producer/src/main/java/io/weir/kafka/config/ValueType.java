package io.weir.kafka.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Stream;

/**
 * How the text of a setting becomes a value.
 *
 * @param label for the reference, such as {@code integer}
 * @param unit for the reference, such as {@code ms}; empty for none
 * @param expected what a good value is, to follow "expected"; says the bounds
 * @param parser never sees surrounding blanks; an {@link IllegalArgumentException} refuses the
 *     text, its message is shown only where it is a {@link Refusal}
 */
record ValueType<T>(String label, String unit, String expected, Function<String, T> parser) {

  /** Why a text is refused, in words that help more than {@link ValueType#expected} alone. */
  static final class Refusal extends IllegalArgumentException {
    private final String reason;

    Refusal(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  /**
   * Reads the text.
   *
   * @throws IllegalArgumentException if it cannot be a value of this type
   */
  T parse(String text) {
    return parser.apply(text);
  }

  static ValueType<String> text() {
    return new ValueType<>("string", "", "a text", Function.identity());
  }

  /** Names separated by commas; blank ones do not count. */
  static ValueType<List<String>> names() {
    return new ValueType<>(
        "list",
        "",
        "names separated by commas",
        text ->
            Stream.of(text.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList());
  }

  /** All words for true that MicroProfile Config knows, and their opposites. */
  static ValueType<Boolean> bool() {
    Map<String, Boolean> words = new LinkedHashMap<>();
    List.of("true", "yes", "on", "y", "1").forEach(word -> words.put(word, true));
    List.of("false", "no", "off", "n", "0").forEach(word -> words.put(word, false));
    return new ValueType<>("boolean", "", "true or false", oneOf("boolean", words).parser());
  }

  /** A whole number of bytes. */
  static ValueType<Integer> bytes(int min) {
    return number("int", "bytes", new Range(min, Integer.MAX_VALUE), value -> (int) value);
  }

  static ValueType<Long> longBytes(long min) {
    return number("long", "bytes", new Range(min, Long.MAX_VALUE), value -> value);
  }

  static ValueType<Integer> integer(int min, int max) {
    return number("int", "", new Range(min, max), value -> (int) value);
  }

  /** A bound by number: none where it is 0 or less, as it is beyond what can be counted. */
  static ValueType<Integer> optionalBound() {
    return new ValueType<>(
        "long",
        "",
        "a whole number",
        text -> (int) Math.max(0, Math.min(Integer.MAX_VALUE, Long.parseLong(text))));
  }

  /** A time in milliseconds, written as a plain number as in Kafka. */
  static ValueType<Duration> millis(long min) {
    return number("duration", "ms", new Range(min, MOST_MILLIS), Duration::ofMillis);
  }

  /** One of an enum's constants under the names that {@code spelling} gives them. */
  static <E extends Enum<E>> ValueType<E> choice(Class<E> type, Function<E, String> spelling) {
    Map<String, E> choices = new LinkedHashMap<>();
    for (E constant : type.getEnumConstants()) {
      choices.put(spelling.apply(constant), constant);
    }
    return oneOf("string", choices);
  }

  /** One of these texts, in lower or upper case. */
  static <T> ValueType<T> oneOf(String label, Map<String, T> choices) {
    String expected = String.join(", ", choices.keySet().stream().sorted().toList());
    return new ValueType<>(
        label,
        "",
        "one of " + expected,
        text -> {
          T value = choices.get(text.toLowerCase(Locale.ROOT));
          if (value == null) {
            throw new IllegalArgumentException();
          }
          return value;
        });
  }

  /** A hundred years: what lies beyond is a slip, and would overflow in nanoseconds. */
  private static final long MOST_MILLIS = 100L * 365 * 24 * 3600 * 1000;

  /** Both ends belong to it. */
  private record Range(long min, long max) {
    String words() {
      boolean open = max == Integer.MAX_VALUE || max == Long.MAX_VALUE || max == MOST_MILLIS;
      return open ? "at least " + min : "from " + min + " to " + max;
    }
  }

  private static <T> ValueType<T> number(
      String label, String unit, Range range, LongFunction<T> carrier) {
    String of = unit.isEmpty() ? "" : " of " + (unit.equals("ms") ? "milliseconds" : unit);
    return new ValueType<>(
        label,
        unit,
        "a whole number%s %s".formatted(of, range.words()),
        text -> {
          long value = Long.parseLong(text);
          if (value < range.min() || value > range.max()) {
            throw new IllegalArgumentException();
          }
          return carrier.apply(value);
        });
  }
}
