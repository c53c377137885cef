package io.weir.kafka.simulation;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which faults a run meets, how often, and how often each came.
 *
 * <p>Each seed draws its own mix, as a system that only ever meets the average of all faults meets
 * none of them properly. After {@link #heal} none comes any more. One thread.
 */
public final class FaultMix {

  private final RandomGenerator random;
  private final Tally tally;
  private final Map<FaultKind, Double> probability = new LinkedHashMap<>();
  private boolean healed;

  /**
   * @param severity scales all chances; 0 for a run without faults, 1 for a storm
   * @param tally counts the faults that came
   */
  public FaultMix(
      RandomGenerator random, Collection<? extends FaultKind> kinds, double severity, Tally tally) {
    this.random = random;
    this.tally = tally;
    for (FaultKind kind : kinds) {
      probability.put(
          kind, random.nextInt(3) == 0 ? 0.0 : random.nextDouble() * kind.most() * severity);
    }
  }

  /** This run meets the kind as often as any run may. */
  public void insistOn(FaultKind kind) {
    probability.put(kind, kind.most());
  }

  /** Whether this fault comes now; who asks tells with {@link #count} that it came. */
  public boolean strikes(FaultKind kind) {
    return !healed && random.nextDouble() < probability.getOrDefault(kind, 0.0);
  }

  /** Whether this fault comes now, and counts it. */
  public boolean comes(FaultKind kind) {
    boolean comes = strikes(kind);
    if (comes) {
      count(kind);
    }
    return comes;
  }

  public void count(FaultKind kind) {
    tally.count(kind);
  }

  /** From now on all goes well. */
  public void heal() {
    healed = true;
  }

  public boolean isHealed() {
    return healed;
  }
}
