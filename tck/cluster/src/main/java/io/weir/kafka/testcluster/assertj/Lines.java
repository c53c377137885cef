package io.weir.kafka.testcluster.assertj;

import io.weir.kafka.testcluster.StoredRecord;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How things are told in a message: short, however much there is. */
final class Lines {

  private static final int MOST_LINES = 10;
  private static final int MOST_CHARACTERS = 60;

  private Lines() {}

  /** The first few, one a line. */
  static String of(List<?> things) {
    String text =
        things.stream()
            .limit(MOST_LINES)
            .map(each -> "\n  " + line(each))
            .collect(Collectors.joining());
    int more = things.size() - MOST_LINES;
    return more > 0 ? text + "\n  and " + more + " more" : things.isEmpty() ? " none" : text;
  }

  private static String line(Object thing) {
    return thing instanceof StoredRecord stored
        ? "%s = %s".formatted(place(stored), quoted(stored.valueText()))
        : String.valueOf(thing);
  }

  /** Such as {@code orders-0@7}. */
  static String place(StoredRecord stored) {
    return stored.topic() + "-" + stored.partition() + "@" + stored.offset();
  }

  /** A value cut to a part of a line, without line breaks. */
  static String quoted(@Nullable String value) {
    if (value == null) {
      return "null";
    }
    String start = value.substring(0, Math.min(value.length(), MOST_CHARACTERS));
    String oneLine = start.replaceAll("\\p{Cntrl}", "?");
    return "\"" + oneLine + "\"" + (start.length() < value.length() ? "..." : "");
  }
}
