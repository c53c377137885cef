package io.weir.kafka.mapping;

import org.jspecify.annotations.Nullable;

/** The text of one JSON object, member by member (RFC 8259); {@link #end} once. */
final class JsonObjectText {

  private final StringBuilder text = new StringBuilder("{");

  /**
   * Adds a member.
   *
   * @param value null, a text, or a number or boolean, which is not quoted unless JSON has no word
   *     for it
   */
  JsonObjectText member(String name, @Nullable Object value) {
    name(name);
    if (value == null || value instanceof Boolean || isJsonNumber(value)) {
      text.append(value);
    } else {
      quote(value.toString());
    }
    return this;
  }

  /** Adds a member whose value is JSON already. */
  JsonObjectText raw(String name, String json) {
    name(name);
    text.append(json);
    return this;
  }

  String end() {
    return text.append('}').toString();
  }

  private static boolean isJsonNumber(Object value) {
    return value instanceof Number number && Double.isFinite(number.doubleValue());
  }

  private void name(String name) {
    if (text.length() > 1) {
      text.append(',');
    }
    quote(name);
    text.append(':');
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char letter = value.charAt(i);
      if (letter == '"' || letter == '\\') {
        text.append('\\').append(letter);
      } else if (letter < ' ') {
        text.append("\\u%04x".formatted((int) letter));
      } else {
        text.append(letter);
      }
    }
    text.append('"');
  }
}
