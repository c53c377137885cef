package io.weir.kafka.tck;

/**
 * What a check has seen.
 *
 * @param isMet whether the connector keeps the rule
 * @param seen the observation, as a clause
 */
public record Finding(boolean isMet, String seen) {

  /** A finding that is met under this condition. */
  public static Finding metIf(boolean condition, String seen, Object... values) {
    return new Finding(condition, seen.formatted(values));
  }

  /** Such as {@code met: 10 acks}. */
  @Override
  public String toString() {
    return (isMet ? "met: " : "BROKEN: ") + seen;
  }
}
