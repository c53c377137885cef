package io.weir.kafka.bridge;

import io.weir.kafka.spi.ClusterView;
import io.weir.kafka.spi.ClusterView.Broker;
import io.weir.kafka.spi.ClusterView.Topic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.Uuid;

/**
 * The cluster as kafka-clients describes it: brokers, topics and leaders. Replicas, racks, the
 * controller and internal topics are not known here, and are left empty.
 */
final class KafkaClusters {

  private static final Node[] NOT_KNOWN = {};

  private KafkaClusters() {}

  static Cluster of(ClusterView view) {
    Map<Integer, Node> nodes = new LinkedHashMap<>();
    for (Broker broker : view.brokers()) {
      nodes.put(broker.id(), new Node(broker.id(), broker.host(), broker.port()));
    }
    List<PartitionInfo> partitions = new ArrayList<>();
    Map<String, Uuid> ids = new LinkedHashMap<>();
    for (Topic topic : view.topics()) {
      addPartitions(partitions, topic, nodes);
      ids.put(topic.name(), uuid(topic.id()));
    }
    return new Cluster(
        view.clusterId(), nodes.values(), partitions, Set.of(), Set.of(), Set.of(), null, ids);
  }

  private static void addPartitions(
      List<PartitionInfo> partitions, Topic topic, Map<Integer, Node> nodes) {
    for (int number = 0; number < topic.leaders().size(); number++) {
      Node leader = nodes.get(topic.leaders().get(number));
      partitions.add(new PartitionInfo(topic.name(), number, leader, NOT_KNOWN, NOT_KNOWN));
    }
  }

  private static Uuid uuid(UUID id) {
    return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
  }
}
