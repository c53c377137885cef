package io.weir.kafka.simulation.replication;

import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Which faults a run meets, how often, and how often each came.
 *
 * <p>Each seed draws its own mix, as a system that only ever meets the average of all faults meets
 * none of them properly. After {@link #heal} none comes any more.
 */
final class FaultMix {

  private static final double MOST = 0.25;

  private final RandomGenerator random;
  private final Map<ReplicationFault, Double> probability = new EnumMap<>(ReplicationFault.class);
  private final Map<ReplicationFault, Integer> fired = new EnumMap<>(ReplicationFault.class);
  private boolean healed;

  FaultMix(RandomGenerator random) {
    this.random = random;
    for (ReplicationFault fault : ReplicationFault.values()) {
      probability.put(fault, random.nextInt(3) == 0 ? 0.0 : random.nextDouble() * MOST);
    }
  }

  /** Whether this fault comes now; who asks reports it with {@link #fired} if it does. */
  boolean strikes(ReplicationFault fault) {
    return !healed && random.nextDouble() < probability.getOrDefault(fault, 0.0);
  }

  void count(ReplicationFault fault) {
    fired.merge(fault, 1, Integer::sum);
  }

  /** From now on all goes well. */
  void heal() {
    healed = true;
  }

  boolean isHealed() {
    return healed;
  }

  /** How often each came; those that did not are missing. */
  Map<ReplicationFault, Integer> fired() {
    return Map.copyOf(fired);
  }
}
