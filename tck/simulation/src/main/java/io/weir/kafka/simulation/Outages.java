package io.weir.kafka.simulation;

import io.weir.kafka.simulation.Faults.Kind;
import io.weir.kafka.testcluster.core.Event;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Strikes brokers now and then, each for a while, until the faults have healed. */
final class Outages {

  private static final List<Kind> KINDS =
      List.of(Kind.BROKER_STOPPED, Kind.BROKER_KILLED, Kind.BROKER_PAUSED, Kind.FOLLOWER_STALLED);

  private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(40);
  private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final VirtualTime time;
  private final SimulatedCluster cluster;
  private final Faults faults;
  private final RandomGenerator random;
  private final Set<Integer> struck = new HashSet<>();

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
    for (Kind kind : KINDS) {
      int broker = random.nextInt(brokers);
      if (!struck.contains(broker) && faults.strikes(kind)) {
        struck.add(broker);
        strike(kind, broker);
        time.after(random.nextLong(LONGEST_NANOS) + 1, () -> recover(broker));
      }
    }
    start(brokers);
  }

  private void strike(Kind kind, int broker) {
    switch (kind) {
      case BROKER_STOPPED -> cluster.step(new Event.BrokerStopped(broker));
      case BROKER_KILLED -> cluster.step(new Event.BrokerKilled(broker));
      case BROKER_PAUSED -> cluster.step(new Event.BrokerPaused(broker));
      default -> cluster.isolateFetches(broker);
    }
  }

  private void recover(int broker) {
    cluster.step(new Event.BrokerResumed(broker));
    cluster.healFetches(broker);
    cluster.startOnceDown(broker);
    struck.remove(broker);
  }
}
