package io.weir.kafka.testcluster.control;

import io.weir.kafka.testcluster.ClientConnections;
import io.weir.kafka.testcluster.ClusterNetwork;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.fault.LinkRule.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is done to the network. Nodes are broker ids, or {@code controller}. Stateless. */
final class NetworkRoutes {

  private static final Map<String, Object> DONE = Map.of("done", true);

  private final ClusterNetwork network;

  NetworkRoutes(TestCluster cluster) {
    this.network = cluster.network();
  }

  List<Route> all() {
    return List.of(
        Route.post(
            "/network/cut",
            List.of("from", "to", "oneWay"),
            "cut two nodes from each other, or one way",
            this::cut),
        Route.post(
            "/network/isolate",
            List.of("broker"),
            "cut a broker from all other nodes, not from clients",
            this::isolate),
        Route.post(
            "/network/latency",
            List.of("from", "to", "ms"),
            "how long a message takes between two nodes, either way",
            this::latency),
        Route.post(
            "/network/clients",
            List.of("broker", "latencyMs", "sliceBytes", "sliceGapMs", "silence", "refuse"),
            "treat connections of clients, of one broker or all",
            this::clients),
        Route.post(
            "/network/heal",
            List.of("from", "to"),
            "undo what was cut between two nodes, or without them everything",
            this::heal));
  }

  private Object cut(Parameters parameters) {
    int from = node(parameters, "from");
    int to = node(parameters, "to");
    if (parameters.flag("oneWay")) {
      network.cutOneWay(from, to);
    } else {
      network.cut(from, to);
    }
    return DONE;
  }

  private static int node(Parameters parameters, String name) {
    return parameters.requiredText(name).equals("controller")
        ? ClusterNetwork.CONTROLLER
        : parameters.requiredInteger(name);
  }

  private Object isolate(Parameters parameters) {
    network.isolate(parameters.requiredInteger("broker"));
    return DONE;
  }

  private Object latency(Parameters parameters) {
    network.latency(
        node(parameters, "from"),
        node(parameters, "to"),
        Duration.ofMillis(parameters.requiredNumber("ms")));
    return DONE;
  }

  private Object clients(Parameters parameters) {
    ClientConnections connections =
        parameters.has("broker")
            ? network.clients(parameters.requiredInteger("broker"))
            : network.clients();
    parameters.number("latencyMs").ifPresent(ms -> connections.latency(Duration.ofMillis(ms)));
    if (parameters.has("sliceBytes")) {
      Duration gap = Duration.ofMillis(parameters.number("sliceGapMs").orElse(0));
      connections.slice(parameters.requiredInteger("sliceBytes"), gap);
    }
    parameters
        .text("silence")
        .map(name -> Choices.of("silence", name, Silence.class))
        .ifPresent(connections::halfOpen);
    if (parameters.flag("refuse")) {
      connections.refuse();
    }
    return DONE;
  }

  private Object heal(Parameters parameters) {
    if (parameters.has("from") || parameters.has("to")) {
      network.heal(node(parameters, "from"), node(parameters, "to"));
    } else {
      network.heal();
    }
    return DONE;
  }
}
