package io.weir.kafka.observe;

import io.weir.kafka.api.BrokerException;
import java.util.Locale;
import java.util.regex.Pattern;

/** What failures are called in metrics: few names, and none that tells of a record. Stateless. */
final class Errors {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private Errors() {}

  /**
   * Kafka's name of the error where a broker has answered with one, such as {@code
   * NOT_ENOUGH_REPLICAS}; else the kind of failure in the same style, such as {@code
   * DELIVERY_TIMEOUT}.
   */
  static String name(Throwable failure) {
    if (failure instanceof BrokerException answered) {
      return answered.errorName();
    }
    String type = failure.getClass().getSimpleName();
    String kind =
        type.endsWith("Exception") ? type.substring(0, type.length() - "Exception".length()) : type;
    return HUMP.matcher(kind).replaceAll("_").toUpperCase(Locale.ROOT);
  }
}
