package io.weir.kafka.testcluster.control;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON (RFC 8259): maps as objects in their order, collections as arrays, numbers and
 * booleans as they are, everything else as strings. One entry a line at the top level, so that
 * shell scripts can use it.
 */
final class Json {

  private static final char FIRST_PRINTABLE = ' ';

  private final StringBuilder text = new StringBuilder();

  private Json() {}

  static String of(@Nullable Object value) {
    Json json = new Json();
    if (value instanceof Collection<?> list && !list.isEmpty()) {
      json.lines(list);
    } else {
      json.write(value);
    }
    return json.text.append('\n').toString();
  }

  private void lines(Collection<?> list) {
    String before = "[\n  ";
    for (Object each : list) {
      text.append(before);
      write(each);
      before = ",\n  ";
    }
    text.append("\n]");
  }

  private void write(@Nullable Object value) {
    if (value == null || value instanceof Number || value instanceof Boolean) {
      text.append(value);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Collection<?> list) {
      array(list);
    } else {
      string(value.toString());
    }
  }

  private void object(Map<?, ?> map) {
    text.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> each = map.entrySet().iterator(); each.hasNext(); ) {
      Map.Entry<?, ?> entry = each.next();
      string(String.valueOf(entry.getKey()));
      text.append(':');
      write(entry.getValue());
      text.append(each.hasNext() ? "," : "");
    }
    text.append('}');
  }

  private void array(Collection<?> list) {
    text.append('[');
    for (Iterator<?> each = list.iterator(); each.hasNext(); ) {
      write(each.next());
      text.append(each.hasNext() ? "," : "");
    }
    text.append(']');
  }

  private void string(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < FIRST_PRINTABLE) {
        text.append(String.format("\\u%04x", (int) c));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
