package io.weir.kafka.testcluster.fault;

import java.util.Locale;

/**
 * Which of the requests that fit a fault make it act.
 *
 * @param firstCall the first that may, counted from 1
 * @param times how often it acts, {@link #UNLIMITED} for ever
 * @param probability with which a call acts that may, above 0 and up to 1
 */
public record Trigger(long firstCall, long times, double probability) {

  public static final long UNLIMITED = Long.MAX_VALUE;

  /** The first request, and no other. */
  public static final Trigger ONCE = new Trigger(1, 1, 1);

  public Trigger {
    if (firstCall < 1) {
      throw new IllegalArgumentException("Calls count from 1, not from " + firstCall);
    }
    if (times < 1) {
      throw new IllegalArgumentException("A fault cannot act " + times + " times");
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "The probability is not above 0 and up to 1: " + probability);
    }
  }

  public Trigger from(long call) {
    return new Trigger(call, times, probability);
  }

  public Trigger times(long count) {
    return new Trigger(firstCall, count, probability);
  }

  public Trigger withProbability(double chance) {
    return new Trigger(firstCall, times, chance);
  }

  /** Whether it may still act, at this call and after so many hits. */
  boolean isDue(long call, long hits) {
    return call >= firstCall && hits < times;
  }

  boolean isCertain() {
    return probability >= 1;
  }

  /** Whether a test that declared it has seen what it asked for. */
  boolean isSatisfied(long calls, long hits) {
    if (times != UNLIMITED) {
      return hits >= times;
    }
    return hits > 0 || (!isCertain() && calls >= firstCall);
  }

  /** Such as {@code on call 3} or {@code always, with probability 0.1}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    if (times == 1) {
      text.append(firstCall == 1 ? "once" : "on call " + firstCall);
    } else {
      text.append(times == UNLIMITED ? "always" : times + " times");
      text.append(firstCall == 1 ? "" : " from call " + firstCall + " on");
    }
    if (!isCertain()) {
      text.append(String.format(Locale.ROOT, ", with probability %s", probability));
    }
    return text.toString();
  }
}
