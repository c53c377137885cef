package io.weir.kafka.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which faults a run injects, and how often each fired.
 *
 * <p>Each seed draws its own mix, as a system that only ever meets the average of all faults meets
 * none of them properly. After {@link #heal} nothing is injected any more.
 */
public final class Faults {

  /** What can go wrong between producer and brokers. */
  public enum Kind {
    /** A stream cannot be opened. */
    CONNECT_REFUSED,
    /** A stream breaks before the request reaches the broker. */
    BREAK_BEFORE_REQUEST,
    /** A stream breaks when the broker has acted, before its response arrives. */
    BREAK_BEFORE_RESPONSE,
    /** Bytes arrive in pieces. */
    SLICED,
    /** A response comes late. */
    DELAYED,
    /** A broker shuts down in order, and comes back with its log. */
    BROKER_STOPPED,
    /** A broker's process dies, and comes back with its log. */
    BROKER_KILLED,
    /** A broker gets no time for a while, and its connections stay open. */
    BROKER_PAUSED,
    /** A broker's fetches do not reach the others. */
    FOLLOWER_STALLED
  }

  private static final double MOST = 0.08;

  private final RandomGenerator random;
  private final Map<Kind, Double> probability = new EnumMap<>(Kind.class);
  private final Map<Kind, Integer> fired = new EnumMap<>(Kind.class);
  private boolean healed;

  public Faults(RandomGenerator random) {
    this.random = random;
    for (Kind kind : Kind.values()) {
      probability.put(kind, random.nextBoolean() ? random.nextDouble() * MOST : 0.0);
      fired.put(kind, 0);
    }
  }

  /** Whether this fault happens now. */
  boolean strikes(Kind kind) {
    boolean strikes = !healed && random.nextDouble() < probability.getOrDefault(kind, 0.0);
    if (strikes) {
      fired.merge(kind, 1, Integer::sum);
    }
    return strikes;
  }

  /** From now on all goes well. */
  public void heal() {
    healed = true;
  }

  boolean areHealed() {
    return healed;
  }

  /** How often each kind fired. */
  public Map<Kind, Integer> fired() {
    return Map.copyOf(fired);
  }
}
