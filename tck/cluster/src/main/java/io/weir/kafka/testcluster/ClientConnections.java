package io.weir.kafka.testcluster;

import io.weir.kafka.testcluster.core.ClientNetwork;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.fault.LinkRule;
import io.weir.kafka.testcluster.fault.LinkRule.Silence;
import io.weir.kafka.testcluster.socket.ClusterServer;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The connections between some brokers and their clients. Changes take effect at once, also for
 * connections that are open. Thread-safe; the methods wait for the cluster's thread.
 */
public final class ClientConnections {

  private final ClusterServer server;
  private final ClusterCore core;
  private final List<Integer> brokers;

  ClientConnections(ClusterServer server, ClusterCore core, List<Integer> brokers) {
    this.server = server;
    this.core = core;
    this.brokers = brokers;
  }

  /** How long a request takes to the broker, and its answer back; zero by default. */
  public ClientConnections latency(Duration time) {
    return change(rule -> rule.withLatencyMs(time.toMillis()));
  }

  /** Responses arrive in pieces of at most so many bytes. */
  public ClientConnections slice(int bytes) {
    return slice(bytes, Duration.ZERO);
  }

  /** As {@link #slice(int)}, with this time between the pieces of a response. */
  public ClientConnections slice(int bytes, Duration gap) {
    return change(rule -> rule.withSlices(bytes, gap.toMillis()));
  }

  /**
   * Connections stay open, and one direction, or both, is silent. What is sent meanwhile arrives
   * when {@link #heal} ends the silence.
   */
  public ClientConnections halfOpen(Silence silence) {
    return change(rule -> rule.withSilence(silence));
  }

  /** New connections are closed as soon as they are open; the present ones stay. */
  public ClientConnections refuse() {
    server.run(() -> brokers.forEach(core.clientNetwork()::refuse));
    return this;
  }

  /** Lets everything be as it was at first. */
  public void heal() {
    server.run(
        () -> {
          ClientNetwork network = core.clientNetwork();
          brokers.forEach(broker -> network.rule(broker, LinkRule.CLEAN));
          brokers.forEach(network::admit);
        });
  }

  private ClientConnections change(UnaryOperator<LinkRule> change) {
    server.run(
        () -> {
          ClientNetwork network = core.clientNetwork();
          brokers.forEach(broker -> network.rule(broker, change.apply(network.rule(broker))));
        });
    return this;
  }
}
