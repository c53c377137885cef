package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.InterBrokerNetwork;
import io.weir.kafka.testcluster.socket.ClusterServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The network of a cluster: between brokers, between brokers and the controller, and to clients.
 *
 * <p>What is sent while a direction is cut or silent is held, as TCP would repeat it, and arrives
 * when that is over. Changes take effect at once, also for connections that are open. Thread-safe;
 * the methods wait for the cluster's thread.
 */
public final class ClusterNetwork {

  /** The controller's id, wherever that of a broker is asked for. */
  public static final int CONTROLLER = InterBrokerNetwork.CONTROLLER;

  private final ClusterServer server;
  private final ClusterCore core;
  private final List<Integer> brokers;

  /**
   * @param brokers all that there are
   */
  ClusterNetwork(ClusterServer server, ClusterCore core, List<Integer> brokers) {
    this.server = server;
    this.core = core;
    this.brokers = brokers;
  }

  /** Neither hears the other any more. */
  public ClusterNetwork cut(int one, int other) {
    return change(
        network -> {
          network.cut(one, other);
          network.cut(other, one);
        },
        one,
        other);
  }

  /** Nothing gets from one to the other; the opposite direction stays as it is. */
  public ClusterNetwork cutOneWay(int from, int to) {
    return change(network -> network.cut(from, to), from, to);
  }

  /**
   * Cuts a broker off from all others and from the controller. Its clients still reach it: a leader
   * goes on as one until it learns better.
   */
  public ClusterNetwork isolate(int broker) {
    return change(
        network ->
            others(broker)
                .forEach(
                    other -> {
                      network.cut(broker, other);
                      network.cut(other, broker);
                    }),
        broker);
  }

  /** Undoes what was cut between the two. */
  public ClusterNetwork heal(int one, int other) {
    return change(
        network -> {
          network.heal(one, other);
          network.heal(other, one);
        },
        one,
        other);
  }

  /** How long a message takes between the two, either way; zero by default. */
  public ClusterNetwork latency(int one, int other, Duration time) {
    return change(
        network -> {
          network.latency(one, other, time.toMillis());
          network.latency(other, one, time.toMillis());
        },
        one,
        other);
  }

  /** Lets everything be as it was at first: no cuts, no latency, no rules for clients. */
  public void heal() {
    server.run(
        () -> {
          core.network().healAll();
          for (int one : brokers) {
            others(one)
                .forEach(
                    other -> {
                      core.network().latency(one, other, 0);
                      core.network().latency(other, one, 0);
                    });
          }
          core.clientNetwork().heal();
        });
  }

  /** The connections of clients to all brokers. */
  public ClientConnections clients() {
    return new ClientConnections(server, core, brokers);
  }

  /** The connections of clients to one broker. */
  public ClientConnections clients(int broker) {
    requireNode(broker);
    return new ClientConnections(server, core, List.of(broker));
  }

  void stopFetching(int follower) {
    change(network -> peers(follower).forEach(leader -> network.cut(follower, leader)), follower);
  }

  void resumeFetching(int follower) {
    change(network -> peers(follower).forEach(leader -> network.heal(follower, leader)), follower);
  }

  private List<Integer> peers(int broker) {
    return brokers.stream().filter(other -> other != broker).toList();
  }

  private List<Integer> others(int broker) {
    List<Integer> others = new ArrayList<>(peers(broker));
    others.add(CONTROLLER);
    return others;
  }

  @FunctionalInterface
  private interface Change {
    void apply(InterBrokerNetwork network);
  }

  private ClusterNetwork change(Change change, int... nodes) {
    for (int node : nodes) {
      requireNode(node);
    }
    server.run(() -> change.apply(core.network()));
    return this;
  }

  private void requireNode(int id) {
    if (id != CONTROLLER && !brokers.contains(id)) {
      throw new IllegalArgumentException(
          "There is no broker %d, but %s and the controller, %d"
              .formatted(id, brokers, CONTROLLER));
    }
  }
}
