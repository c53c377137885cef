package io.weir.kafka.testcluster.group;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a classic group stands, and where it may go from there.
 *
 * <pre>
 *            first join                 all have joined, or time is up
 *   EMPTY ---------------> PREPARING --------------------------------> COMPLETING
 *     ^                    REBALANCE <-------------------------------- REBALANCE
 *     |                     |  ^        one joins, leaves or is lost       |
 *     |     nobody is left  |  |                                           | the leader's
 *     +---------------------+  | one joins, leaves or is lost              | assignment is
 *                              |                                           | committed
 *                              +------------------- STABLE <---------------+
 *
 *   any state ---> DEAD   when the group is deleted or its coordinator moves
 * </pre>
 */
public enum GroupState {
  /** No members; committed offsets may remain. */
  EMPTY("Empty"),

  /** Members are joining; nobody has an assignment of the next generation. */
  PREPARING_REBALANCE("PreparingRebalance"),

  /** A generation has begun; its leader has yet to assign. */
  COMPLETING_REBALANCE("CompletingRebalance"),

  /** Each member has, or may fetch, its assignment. */
  STABLE("Stable"),

  /** Gone: whoever still holds on to the object is told to look for the coordinator. */
  DEAD("Dead");

  private final String text;

  GroupState(String text) {
    this.text = text;
  }

  /** The name on the wire. */
  public String text() {
    return text;
  }

  /** Whether the text names this state; upper and lower case do not differ (KIP-518). */
  public boolean isNamed(String name) {
    return text.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT));
  }

  /** Whether there is an edge from this state to the next. */
  boolean mayBecome(GroupState next) {
    return next.predecessors().contains(this);
  }

  private Set<GroupState> predecessors() {
    return switch (this) {
      case EMPTY, COMPLETING_REBALANCE -> EnumSet.of(PREPARING_REBALANCE);
      case PREPARING_REBALANCE -> EnumSet.of(EMPTY, COMPLETING_REBALANCE, STABLE);
      case STABLE -> EnumSet.of(COMPLETING_REBALANCE);
      case DEAD -> EnumSet.allOf(GroupState.class);
    };
  }
}
