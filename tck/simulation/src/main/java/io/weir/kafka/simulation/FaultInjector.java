package io.weir.kafka.simulation;

import static io.weir.kafka.simulation.BrokerFault.PAUSED;
import static io.weir.kafka.simulation.ClusterDriver.BROKERS;
import static io.weir.kafka.testcluster.core.InterBrokerNetwork.CONTROLLER;

import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.core.InterBrokerNetwork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Lets faults strike brokers and the network between them, each for a while, until the mix is
 * healed.
 *
 * <p>One fault of its process at a time meets a broker; faults of the network overlap as they come.
 */
public final class FaultInjector {

  /** No fault lasts longer. */
  public static final Duration LONGEST = Duration.ofSeconds(12);

  private static final long LONGEST_PAUSE_MS = 800;
  private static final int LONGEST_JUMP_MS = 15_000;
  private static final int HIGHEST_LATENCY_MS = 300;
  private static final long LOOK_AGAIN_MS = 100;

  private final VirtualTime time;
  private final ClusterDriver cluster;
  private final FaultMix mix;
  private final RandomGenerator random;
  private final PowerLoss powerLoss;
  private final Set<Integer> struck = new HashSet<>();

  /** Hears of power failures, as records may be lost then that were not flushed. */
  public interface PowerLoss {

    /** Who flushes each record loses none. */
    PowerLoss HARMLESS =
        new PowerLoss() {
          @Override
          public void before(int broker) {}

          @Override
          public void after(int broker) {}
        };

    void before(int broker);

    void after(int broker);
  }

  public FaultInjector(
      VirtualTime time,
      ClusterDriver cluster,
      FaultMix mix,
      RandomGenerator random,
      PowerLoss powerLoss) {
    this.time = time;
    this.cluster = cluster;
    this.mix = mix;
    this.random = random;
    this.powerLoss = powerLoss;
  }

  /** Begins to strike. */
  public void start() {
    afterMs(random.nextLong(LONGEST_PAUSE_MS) + 1, this::strike);
  }

  private void strike() {
    for (BrokerFault fault : BrokerFault.values()) {
      if (mix.strikes(fault)) {
        strike(fault);
      }
    }
    if (!mix.isHealed()) {
      start();
    }
  }

  private void strike(BrokerFault fault) {
    int broker = any();
    switch (fault) {
      case KILLED, POWERED_OFF, PAUSED, STOPPED -> strikeProcess(fault, broker);
      case LINK_CUT_ONE_WAY -> cut(fault, List.of(new Way(broker, other(broker))));
      case LINK_CUT_TWO_WAYS -> cut(fault, bothWays(broker, other(broker)));
      case CONTROLLER_CUT -> cut(fault, controllerWays(broker));
      case FOLLOWER_STALLED -> cut(fault, fetchesOf(broker));
      case LATENCY -> slow(broker);
      case IDLE_JUMP -> jump();
    }
  }

  private void strikeProcess(BrokerFault fault, int broker) {
    if (!cluster.core().isRunning(broker) || !struck.add(broker)) {
      return;
    }
    mix.count(fault);
    switch (fault) {
      case KILLED -> cluster.step(new Event.BrokerKilled(broker));
      case STOPPED -> cluster.step(new Event.BrokerStopped(broker));
      case PAUSED -> cluster.step(new Event.BrokerPaused(broker));
      default -> powerOff(broker);
    }
    afterMs(duration(), fault == PAUSED ? () -> resume(broker) : () -> restart(broker));
  }

  private void powerOff(int broker) {
    powerLoss.before(broker);
    cluster.step(new Event.BrokerPoweredOff(broker), () -> powerLoss.after(broker));
  }

  private void resume(int broker) {
    if (struck.remove(broker)) {
      cluster.step(new Event.BrokerResumed(broker));
    }
  }

  /** A broker that is still shutting down is started when it has ended. */
  private void restart(int broker) {
    if (!struck.contains(broker)) {
      return;
    }
    if (cluster.core().isRunning(broker)) {
      afterMs(LOOK_AGAIN_MS, () -> restart(broker));
    } else {
      struck.remove(broker);
      cluster.start(broker);
    }
  }

  private record Way(int from, int to) {}

  private static List<Way> bothWays(int one, int other) {
    return List.of(new Way(one, other), new Way(other, one));
  }

  private List<Way> controllerWays(int broker) {
    return switch (random.nextInt(3)) {
      case 0 -> List.of(new Way(broker, CONTROLLER));
      case 1 -> List.of(new Way(CONTROLLER, broker));
      default -> bothWays(broker, CONTROLLER);
    };
  }

  private static List<Way> fetchesOf(int broker) {
    return BROKERS.stream()
        .filter(each -> each != broker)
        .map(each -> new Way(broker, each))
        .toList();
  }

  private void cut(BrokerFault fault, List<Way> ways) {
    InterBrokerNetwork network = cluster.core().network();
    mix.count(fault);
    ways.forEach(way -> network.cut(way.from, way.to));
    afterMs(
        duration(),
        () -> {
          ways.forEach(way -> network.heal(way.from, way.to));
          cluster.step(new Event.Nudged());
        });
  }

  private void slow(int broker) {
    InterBrokerNetwork network = cluster.core().network();
    List<Integer> others = new ArrayList<>(BROKERS);
    others.add(CONTROLLER);
    others.remove((Integer) broker);
    int other = others.get(random.nextInt(others.size()));
    mix.count(BrokerFault.LATENCY);
    network.latency(broker, other, random.nextInt(HIGHEST_LATENCY_MS));
    network.latency(other, broker, random.nextInt(HIGHEST_LATENCY_MS));
    afterMs(
        duration(),
        () -> {
          network.latency(broker, other, 0);
          network.latency(other, broker, 0);
        });
  }

  private void jump() {
    mix.count(BrokerFault.IDLE_JUMP);
    time.jump(TimeUnit.MILLISECONDS.toNanos(1 + random.nextInt(LONGEST_JUMP_MS)));
    cluster.step(new Event.Nudged());
  }

  /** Ends all faults that are under way; call {@link FaultMix#heal} before. */
  public void heal() {
    InterBrokerNetwork network = cluster.core().network();
    List<Integer> nodes = new ArrayList<>(BROKERS);
    nodes.add(CONTROLLER);
    for (int from : nodes) {
      nodes.forEach(to -> network.latency(from, to, 0));
    }
    network.healAll();
    cluster.step(new Event.Nudged());
    BROKERS.forEach(broker -> cluster.step(new Event.BrokerResumed(broker)));
    struck.clear();
    revive();
  }

  /** Starts who does not run, from now on: one may still be shutting down. */
  private void revive() {
    BROKERS.forEach(cluster::start);
    afterMs(LOOK_AGAIN_MS, this::revive);
  }

  private int any() {
    return BROKERS.get(random.nextInt(BROKERS.size()));
  }

  private int other(int broker) {
    List<Integer> others = BROKERS.stream().filter(each -> each != broker).toList();
    return others.get(random.nextInt(others.size()));
  }

  private long duration() {
    return 1 + random.nextLong(LONGEST.toMillis());
  }

  private void afterMs(long delayMs, Runnable task) {
    time.after(TimeUnit.MILLISECONDS.toNanos(delayMs), task);
  }
}
