package io.weir.kafka.testcluster.fault;

import java.util.random.RandomGenerator;

/**
 * A fault at work: how often requests have fitted it, and how often it has acted.
 *
 * <p>Core's thread, but for what never changes.
 *
 * <pre>
 *   WAITING --- acts as often as it shall ---> SPENT
 *      |                                         |
 *      +--------------- removed -----------------+---> REMOVED
 * </pre>
 */
public final class Fault {

  private final long id;
  private final FaultSpec spec;

  /** All three: core's thread. */
  private long calls;

  private long hits;
  private boolean removed;

  Fault(long id, FaultSpec spec) {
    this.id = id;
    this.spec = spec;
  }

  /** Unique in its cluster, counted from 1. */
  public long id() {
    return id;
  }

  public FaultSpec spec() {
    return spec;
  }

  /** How many requests have fitted it, whether or not it acted. */
  public long calls() {
    return calls;
  }

  /** How often it has acted. */
  public long hits() {
    return hits;
  }

  /** How often it may act still; 0 when removed, {@link Trigger#UNLIMITED} if there is no end. */
  public long remaining() {
    if (removed) {
      return 0;
    }
    long times = spec.trigger().times();
    return times == Trigger.UNLIMITED ? times : times - hits;
  }

  public boolean isRemoved() {
    return removed;
  }

  /** Whether it was to act and has not, or less often than it should. */
  public boolean isUnfired() {
    return !removed && !spec.trigger().isSatisfied(calls, hits);
  }

  void remove() {
    removed = true;
  }

  void countCall() {
    calls++;
  }

  /** Whether it is its turn at the call that was counted last. */
  boolean isDue(RandomGenerator random) {
    Trigger trigger = spec.trigger();
    return trigger.isDue(calls, hits)
        && (trigger.isCertain() || random.nextDouble() < trigger.probability());
  }

  void countHit() {
    hits++;
  }

  /** The specification with what has come of it. */
  @Override
  public String toString() {
    return "#%d %s (%d of %d calls)".formatted(id, spec, hits, calls);
  }
}
