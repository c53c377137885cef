package io.weir.examples.quickstart;

import io.weir.kafka.api.Record;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes a record of a line. */
final class Orders {

  private static final Pattern ORDER = Pattern.compile("\"order\"\\s*:\\s*\"([^\"]+)\"");

  private Orders() {}

  /**
   * The line as the value, and its order as the key if it names one: all events of an order then go
   * to one partition and stay in order.
   */
  static Record<String, String> record(String line) {
    Matcher order = ORDER.matcher(line);
    return Record.of(order.find() ? order.group(1) : null, line);
  }
}
