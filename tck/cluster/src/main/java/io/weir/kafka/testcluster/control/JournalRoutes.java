package io.weir.kafka.testcluster.control;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks into the journal of requests, and at the clock. Stateless. */
final class JournalRoutes {

  private static final int DEFAULT_LAST = 100;

  private final TestCluster cluster;

  JournalRoutes(TestCluster cluster) {
    this.cluster = cluster;
  }

  List<Route> all() {
    return List.of(
        Route.get(
            "/requests",
            List.of("api", "topic", "last"),
            "the last requests, 100 unless told otherwise, oldest first",
            this::requests),
        Route.delete("/requests", "let the journal forget what it holds", unused -> clear()));
  }

  private List<Map<String, @Nullable Object>> requests(Parameters parameters) {
    Api<?, ?>[] apis = parameters.list("api").stream().map(Choices::api).toArray(Api<?, ?>[]::new);
    List<String> topics = parameters.list("topic");
    int last = parameters.integer("last").orElse(DEFAULT_LAST);
    if (last < 0) {
      throw new BadRequest("'last' is negative: " + last);
    }
    List<RecordedRequest> found =
        cluster.requests(apis).stream()
            .filter(each -> topics.isEmpty() || topics.stream().anyMatch(each::names))
            .toList();
    return found.subList(Math.max(0, found.size() - last), found.size()).stream()
        .map(JournalRoutes::describe)
        .toList();
  }

  private static Map<String, @Nullable Object> describe(RecordedRequest request) {
    Map<String, @Nullable Object> description = new LinkedHashMap<>();
    description.put("number", request.number());
    description.put("timeMs", request.timeMs());
    description.put("api", request.api().name());
    description.put("version", request.version());
    description.put("clientId", request.clientId());
    description.put("broker", request.broker());
    description.put("detail", request.detail().toString());
    description.put("outcome", request.outcome().toString());
    description.put("errors", request.errors().stream().map(Enum::name).toList());
    description.put("fault", request.fault());
    return description;
  }

  private Map<String, Object> clear() {
    cluster.clearRequests();
    return Map.of("done", true);
  }
}
