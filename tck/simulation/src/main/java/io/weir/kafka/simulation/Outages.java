package io.weir.kafka.simulation;

import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Shuts brokers down now and then, each for a while, until the faults have healed. */
final class Outages {

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final VirtualTime time;
  private final SimulatedCluster cluster;
  private final Faults faults;
  private final RandomGenerator random;

  Outages(VirtualTime time, SimulatedCluster cluster, Faults faults, RandomGenerator random) {
    this.time = time;
    this.cluster = cluster;
    this.faults = faults;
    this.random = random;
  }

  void start(int brokers) {
    time.after(LOOK_EVERY_NANOS, () -> look(brokers));
  }

  private void look(int brokers) {
    if (faults.areHealed()) {
      return;
    }
    if (faults.strikes(Faults.Kind.BROKER_STOPPED)) {
      cluster.outage(random.nextInt(brokers), random.nextLong(LONGEST_NANOS) + 1);
    }
    start(brokers);
  }
}
