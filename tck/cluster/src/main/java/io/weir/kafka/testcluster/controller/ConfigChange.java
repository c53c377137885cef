package io.weir.kafka.testcluster.controller;

import org.jspecify.annotations.Nullable;

/**
 * One change of one setting (KIP-339).
 *
 * @param value null only with {@link Operation#DELETE}
 */
public record ConfigChange(String name, Operation operation, @Nullable String value) {

  /** What to do; APPEND and SUBTRACT only with lists. */
  public enum Operation {
    SET,
    /** Back to the default. */
    DELETE,
    APPEND,
    SUBTRACT
  }
}
