package io.weir.kafka.testcluster.control;

import io.weir.kafka.testcluster.PartitionState;
import io.weir.kafka.testcluster.TestCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** What is done to brokers' processes. Stateless. */
final class BrokerRoutes {

  private final TestCluster cluster;

  BrokerRoutes(TestCluster cluster) {
    this.cluster = cluster;
  }

  List<Route> all() {
    List<Route> routes = new ArrayList<>();
    routes.add(Route.get("/brokers", List.of(), "the brokers", unused -> brokers()));
    routes.add(act("stop", "controlled shutdown, as by SIGTERM", cluster::stopBroker));
    routes.add(act("kill", "end the process at once, as by SIGKILL", cluster::killBroker));
    routes.add(act("powerOff", "kill, and lose what was not flushed", cluster::powerOffBroker));
    routes.add(act("pause", "let the process do nothing, as by SIGSTOP", cluster::pauseBroker));
    routes.add(act("resume", "let a paused process go on", cluster::resumeBroker));
    routes.add(act("stopFetching", "let it copy nothing any more", cluster::stopFetching));
    routes.add(act("resumeFetching", "let it copy again", cluster::resumeFetching));
    routes.add(act("start", "start it again at its ports", cluster::startBroker));
    return routes;
  }

  private Route act(String verb, String help, IntConsumer action) {
    return Route.post(
        "/brokers/{id}/" + verb,
        List.of(),
        help,
        parameters -> {
          int id = known(parameters.requiredInteger("id"));
          action.accept(id);
          return broker(id);
        });
  }

  private int known(int id) {
    if (!cluster.brokers().contains(id)) {
      throw new BadRequest("There is no broker %d; there are %s".formatted(id, cluster.brokers()));
    }
    return id;
  }

  private List<Map<String, Object>> brokers() {
    return cluster.brokers().stream().map(this::broker).toList();
  }

  private Map<String, Object> broker(int id) {
    List<PartitionState> partitions = cluster.partitions();
    Map<String, Object> broker = new LinkedHashMap<>();
    broker.put("id", id);
    broker.put("running", cluster.isRunning(id));
    broker.put("leads", partitions.stream().filter(each -> each.leader() == id).count());
    broker.put(
        "inSync", partitions.stream().filter(each -> each.inSyncReplicas().contains(id)).count());
    return broker;
  }
}
