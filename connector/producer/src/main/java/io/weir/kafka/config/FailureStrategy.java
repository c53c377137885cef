package io.weir.kafka.config;

import java.util.Locale;

/** {@code failure-strategy}: what becomes of a message whose record has failed for good. */
public enum FailureStrategy {
  /** It is nacked. */
  FAIL,
  /** It is logged and acked. */
  IGNORE,
  /** Its record goes to another topic; it is acked when it is there, else nacked. */
  DEAD_LETTER_TOPIC;

  /** As it is written in a configuration. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
