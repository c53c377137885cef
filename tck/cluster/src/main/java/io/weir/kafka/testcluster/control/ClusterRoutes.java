package io.weir.kafka.testcluster.control;

import io.weir.kafka.testcluster.PartitionState;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be looked up about the cluster as a whole. Stateless. */
final class ClusterRoutes {

  private final TestCluster cluster;

  ClusterRoutes(TestCluster cluster) {
    this.cluster = cluster;
  }

  List<Route> all() {
    return List.of(
        Route.get("/cluster", List.of(), "its id and bootstrap servers", unused -> describe()),
        Route.get(
            "/partitions",
            List.of("topic"),
            "leaders, replicas and offsets, of one topic or all",
            this::partitions),
        Route.get("/clock", List.of(), "the cluster's time", unused -> now()),
        Route.post("/clock/advance", List.of("ms"), "move a virtual clock on", this::advance));
  }

  private Map<String, Object> describe() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("clusterId", cluster.clusterId());
    description.put("bootstrapServers", cluster.bootstrapServers());
    return description;
  }

  private List<Map<String, Object>> partitions(Parameters parameters) {
    return parameters.text("topic").map(this::ofTopic).orElseGet(cluster::partitions).stream()
        .map(ClusterRoutes::describe)
        .toList();
  }

  private List<PartitionState> ofTopic(String topic) {
    List<PartitionState> partitions = cluster.partitions(topic);
    if (partitions.isEmpty()) {
      throw new BadRequest("There is no topic %s; there are %s".formatted(topic, cluster.topics()));
    }
    return partitions;
  }

  private Map<String, Object> now() {
    Instant now = cluster.clock().now();
    return Map.of("ms", now.toEpochMilli());
  }

  private Map<String, Object> advance(Parameters parameters) {
    Duration step = Duration.ofMillis(parameters.requiredNumber("ms"));
    try {
      cluster.clock().advance(step);
    } catch (IllegalStateException e) {
      throw new BadRequest(e.getMessage() + ": start the cluster with --virtual-clock");
    }
    return now();
  }

  private static Map<String, Object> describe(PartitionState partition) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("topic", partition.topic());
    description.put("partition", partition.partition());
    description.put("leader", partition.leader());
    description.put("leaderEpoch", partition.leaderEpoch());
    description.put("replicas", partition.replicas());
    description.put("inSyncReplicas", partition.inSyncReplicas());
    description.put("logStartOffset", partition.logStartOffset());
    description.put("highWatermark", partition.highWatermark());
    description.put("logEndOffset", partition.logEndOffset());
    return description;
  }
}
