package io.weir.kafka.testcluster.metadata;

import io.weir.kafka.protocol.ErrorCode;
import java.util.regex.Pattern;

/** What Kafka allows as the name of a topic. */
public final class TopicName {

  private static final int MAX_LENGTH = 249;
  private static final Pattern CHARACTERS = Pattern.compile("[a-zA-Z0-9._-]+");

  private TopicName() {}

  /**
   * @throws RejectedException with INVALID_TOPIC_EXCEPTION for a name that no topic can have
   */
  public static void check(String name) {
    if (name.isEmpty()) {
      throw invalid("the empty string is not allowed");
    }
    if (name.equals(".") || name.equals("..")) {
      throw invalid("'" + name + "' is not allowed");
    }
    if (name.length() > MAX_LENGTH) {
      throw invalid(
          "the length of '%s' is longer than the max allowed length %d"
              .formatted(name, MAX_LENGTH));
    }
    if (!CHARACTERS.matcher(name).matches()) {
      throw invalid(
          "'%s' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'"
              .formatted(name));
    }
  }

  private static RejectedException invalid(String why) {
    return new RejectedException(
        ErrorCode.INVALID_TOPIC_EXCEPTION, "Topic name is invalid: " + why);
  }
}
