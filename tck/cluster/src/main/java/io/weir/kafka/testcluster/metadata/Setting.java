package io.weir.kafka.testcluster.metadata;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One of Kafka's settings: its name, type, default and range, as Kafka 4.3 has them unless its
 * documentation says otherwise. Immutable.
 *
 * @param <T> of its values
 */
public final class Setting<T> {

  /** What its text must be; the names are Kafka's. */
  public enum Type {
    BOOLEAN,
    STRING,
    INT,
    SHORT,
    LONG,
    DOUBLE,
    LIST
  }

  /**
   * A broker's setting that gives a topic's setting its default.
   *
   * @param name of the broker's setting
   * @param factor what a number there is multiplied with, such as 3,600,000 for hours
   */
  public record Synonym(String name, long factor) {}

  private final String name;
  private final Type type;
  private final @Nullable String defaultText;
  private final Function<String, T> parser;
  private final Predicate<T> range;
  private final String allowed;
  private final String doc;
  private final List<Synonym> synonyms;

  private Setting(
      Declaration declaration,
      Function<String, T> parser,
      Predicate<T> range,
      String allowed,
      List<Synonym> synonyms) {
    this.name = declaration.name;
    this.type = declaration.type;
    this.defaultText = declaration.defaultText;
    this.doc = declaration.doc;
    this.parser = parser;
    this.range = range;
    this.allowed = allowed;
    this.synonyms = List.copyOf(synonyms);
  }

  private record Declaration(String name, Type type, @Nullable String defaultText, String doc) {}

  static Setting<Integer> ofInt(String name, @Nullable Integer byDefault, String doc) {
    return number(declare(name, Type.INT, byDefault, doc), Integer::valueOf);
  }

  static Setting<Short> ofShort(String name, Short byDefault, String doc) {
    return number(declare(name, Type.SHORT, byDefault, doc), Short::valueOf);
  }

  static Setting<Long> ofLong(String name, @Nullable Long byDefault, String doc) {
    return number(declare(name, Type.LONG, byDefault, doc), Long::valueOf);
  }

  static Setting<Double> ofDouble(String name, Double byDefault, String doc) {
    return number(declare(name, Type.DOUBLE, byDefault, doc), Double::valueOf);
  }

  static Setting<Boolean> ofBoolean(String name, Boolean byDefault, String doc) {
    return new Setting<>(
        declare(name, Type.BOOLEAN, byDefault, doc),
        Setting::parseBoolean,
        value -> true,
        "true or false",
        List.of());
  }

  static Setting<String> ofString(String name, @Nullable String byDefault, String doc) {
    return new Setting<>(
        declare(name, Type.STRING, byDefault, doc),
        Function.identity(),
        value -> true,
        "any text",
        List.of());
  }

  /** Words with commas between; none in an empty text. */
  static Setting<List<String>> ofList(String name, @Nullable String byDefault, String doc) {
    return new Setting<>(
        declare(name, Type.LIST, byDefault, doc),
        Setting::parseList,
        value -> true,
        "words with commas between",
        List.of());
  }

  private static Declaration declare(
      String name, Type type, @Nullable Object byDefault, String doc) {
    return new Declaration(name, type, byDefault == null ? null : byDefault.toString(), doc);
  }

  private static <N extends Number> Setting<N> number(
      Declaration declaration, Function<String, N> parser) {
    String allowed = "a number of the type " + declaration.type;
    return new Setting<>(declaration, parser, value -> true, allowed, List.of());
  }

  private static Boolean parseBoolean(String text) {
    if (text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException("neither true nor false");
  }

  private static List<String> parseList(String text) {
    return text.isEmpty() ? List.of() : Arrays.stream(text.split("\\s*,\\s*", -1)).toList();
  }

  /** The same with a least value; of a number. */
  Setting<T> atLeast(long least) {
    return within(
        value -> ((Number) value).doubleValue() >= least, allowed + ", at least " + least);
  }

  /** The same with a least and a largest value; of a number. */
  Setting<T> between(long least, long most) {
    return within(
        value -> ((Number) value).doubleValue() >= least && ((Number) value).doubleValue() <= most,
        allowed + ", within " + least + ".." + most);
  }

  /** The same, but only these words; of a text or a list. */
  Setting<T> oneOf(String... words) {
    List<String> known = List.of(words);
    return within(
        value -> value instanceof List<?> list ? known.containsAll(list) : known.contains(value),
        (type == Type.LIST ? "any of " : "one of ")
            + known.stream().collect(Collectors.joining(", ")));
  }

  private Setting<T> within(Predicate<T> newRange, String newAllowed) {
    return new Setting<>(declaration(), parser, newRange, newAllowed, synonyms);
  }

  /** The same, its default taken from a broker's setting of this name. */
  Setting<T> from(String brokerSetting) {
    return from(brokerSetting, 1);
  }

  /** The same, its default taken from a broker's setting of another unit, after earlier ones. */
  Setting<T> from(String brokerSetting, long factor) {
    List<Synonym> more = new ArrayList<>(synonyms);
    more.add(new Synonym(brokerSetting, factor));
    return new Setting<>(declaration(), parser, range, allowed, more);
  }

  private Declaration declaration() {
    return new Declaration(name, type, defaultText, doc);
  }

  public String name() {
    return name;
  }

  public Type type() {
    return type;
  }

  /** As text; null where Kafka has none. */
  public @Nullable String defaultText() {
    return defaultText;
  }

  /** What a value must be, such as {@code at least 1}. */
  public String allowed() {
    return allowed;
  }

  /** One sentence. */
  public String doc() {
    return doc;
  }

  /** Of a topic's setting: the broker's settings that give its default, the strongest first. */
  public List<Synonym> synonyms() {
    return synonyms;
  }

  /**
   * The value of a text.
   *
   * @throws IllegalArgumentException that names the setting, the text and what is allowed
   */
  public T parse(String text) {
    T value;
    try {
      value = parser.apply(text.trim());
    } catch (IllegalArgumentException notOfTheType) {
      throw new IllegalArgumentException(complaint(text), notOfTheType);
    }
    if (!range.test(value)) {
      throw new IllegalArgumentException(complaint(text));
    }
    return value;
  }

  private String complaint(String text) {
    return "Invalid value %s for configuration %s: it must be %s".formatted(text, name, allowed);
  }

  @Override
  public String toString() {
    return name;
  }
}
