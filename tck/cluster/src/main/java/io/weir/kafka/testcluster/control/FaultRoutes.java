package io.weir.kafka.testcluster.control;

import io.weir.kafka.testcluster.FaultHandle;
import io.weir.kafka.testcluster.TestCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declares, lists and removes faults. Stateless. */
final class FaultRoutes {

  private final TestCluster cluster;

  FaultRoutes(TestCluster cluster) {
    this.cluster = cluster;
  }

  List<Route> all() {
    return List.of(
        Route.get("/faults", List.of(), "faults that are not removed", unused -> list()),
        Route.post(
            "/faults",
            FaultOrder.PARAMETERS,
            "declare a fault: which requests, when, and what happens",
            parameters -> describe(new FaultOrder(cluster, parameters).place())),
        Route.delete("/faults/{id}", "remove a fault", this::remove));
  }

  private List<Map<String, @Nullable Object>> list() {
    return cluster.faults().stream().map(FaultRoutes::describe).toList();
  }

  private Map<String, @Nullable Object> remove(Parameters parameters) {
    long id = parameters.requiredNumber("id");
    FaultHandle fault =
        cluster.faults().stream()
            .filter(each -> each.id() == id)
            .findFirst()
            .orElseThrow(() -> unknown(id));
    fault.remove();
    return describe(fault);
  }

  private BadRequest unknown(long id) {
    List<Long> ids = cluster.faults().stream().map(FaultHandle::id).toList();
    return new BadRequest("There is no fault %d; there are %s".formatted(id, ids));
  }

  /** A fault that acts for ever remains null times. */
  private static Map<String, @Nullable Object> describe(FaultHandle fault) {
    long remaining = fault.remaining();
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("id", fault.id());
    description.put("fault", fault.toString());
    description.put("calls", fault.calls());
    description.put("hits", fault.hits());
    description.put("remaining", remaining == FaultHandle.UNLIMITED ? null : remaining);
    description.put("unfired", fault.isUnfired());
    return description;
  }
}
