package io.weir.kafka.testcluster.request;

import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects, for one response, the leaders that a client is told to go to (KIP-951). */
final class Leaders {

  private final RequestContext context;
  private final SortedMap<Integer, BrokerNode> leaders = new TreeMap<>();

  Leaders(RequestContext context) {
    this.context = context;
  }

  /** Where the partition is now led; notes the leader for {@link #endpoints}. */
  Leader of(@Nullable TopicImage topic, int index) {
    PartitionImage partition = topic == null ? null : topic.partition(index);
    BrokerNode node = partition == null ? null : context.image().liveBroker(partition.leader());
    if (partition == null || node == null) {
      return Leader.UNKNOWN;
    }
    leaders.put(node.id(), node);
    return new Leader(node.id(), partition.leaderEpoch());
  }

  /** The address of each noted leader, as the shape that the response needs. */
  <T> List<T> endpoints(EndpointShape<T> shape) {
    List<T> endpoints = new ArrayList<>(leaders.size());
    leaders.forEach((id, node) -> endpoints.add(shape.of(id, context.endpoint(node))));
    return endpoints;
  }

  record Leader(int id, int epoch) {
    static final Leader UNKNOWN = new Leader(-1, -1);
  }

  @FunctionalInterface
  interface EndpointShape<T> {
    T of(int nodeId, Endpoint endpoint);
  }
}
