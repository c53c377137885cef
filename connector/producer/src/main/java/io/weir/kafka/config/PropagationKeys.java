package io.weir.kafka.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The settings of what a record takes over from the record that its message came from. */
final class PropagationKeys {

  static final Setting<Boolean> RECORD_KEY =
      Setting.of(
              "propagate-record-key",
              ValueType.bool(),
              "Whether a message that brings no key has the key of the record that it came from, if"
                  + " that had one; it goes before the channel's key.")
          .or("false");

  static final Setting<Set<String>> HEADERS =
      Setting.of(
          "propagate-headers",
          new ValueType<>("list", "", "name[,name...]", PropagationKeys::names),
          "The headers that a record takes over from the record that its message came from;"
              + " the message's own follow behind them. REPLY_CORRELATION_ID is always taken"
              + " over, REPLY_TOPIC and REPLY_PARTITION decide where the record goes.");

  static final List<Setting<?>> ALL = List.of(RECORD_KEY, HEADERS);

  private PropagationKeys() {}

  private static Set<String> names(String text) {
    Set<String> names = new LinkedHashSet<>();
    Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }
}
