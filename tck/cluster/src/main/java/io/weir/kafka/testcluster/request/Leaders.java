package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.NodeEndpoint;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
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
  LeaderIdAndEpoch of(@Nullable TopicImage topic, int index) {
    PartitionImage partition = topic == null ? null : topic.partition(index);
    BrokerNode node = partition == null ? null : context.image().liveBroker(partition.leader());
    if (partition == null || node == null) {
      return LeaderIdAndEpoch.SHAPE.empty();
    }
    leaders.put(node.id(), node);
    return new LeaderIdAndEpoch(node.id(), partition.leaderEpoch());
  }

  /** The address of each noted leader. */
  List<NodeEndpoint> endpoints() {
    return leaders.values().stream().map(this::endpoint).toList();
  }

  private NodeEndpoint endpoint(BrokerNode node) {
    Endpoint at = context.endpoint(node);
    return new NodeEndpoint(node.id(), at.host(), at.port(), null);
  }
}
