package io.weir.kafka.cluster;

import io.weir.kafka.network.BrokerAddress;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How a response changes a snapshot: brokers are replaced, topics that it names are merged, the
 * others stay. A topic of which nothing has changed keeps its object.
 *
 * <p>A leader with an older epoch than the known one comes from a broker that lags behind, and is
 * ignored (KIP-320); unless the topic was created anew. Stateless.
 */
final class SnapshotUpdate {

  private SnapshotUpdate() {}

  /**
   * @param kept says which topics are still of interest
   */
  static ClusterSnapshot apply(
      ClusterSnapshot old, MetadataResponse response, Predicate<String> kept) {
    Map<Integer, BrokerAddress> brokers = new LinkedHashMap<>();
    for (MetadataResponseBroker each : response.brokers()) {
      brokers.put(each.nodeId(), new BrokerAddress(each.nodeId(), each.host(), each.port()));
    }
    Map<String, TopicSnapshot> topics = new LinkedHashMap<>(old.topics());
    topics.keySet().removeIf(kept.negate());
    for (MetadataResponseTopic each : response.topics()) {
      String name = each.name();
      if (name != null && kept.test(name)) {
        topics.put(name, merged(old.topic(name), each, name));
      }
    }
    return new ClusterSnapshot(response.clusterId(), brokers, topics);
  }

  private static TopicSnapshot merged(
      @Nullable TopicSnapshot old, MetadataResponseTopic response, String name) {
    ErrorCode error = ErrorCode.of(response.errorCode());
    if (response.partitions().isEmpty()) {
      ErrorCode reason = error == ErrorCode.NONE ? ErrorCode.LEADER_NOT_AVAILABLE : error;
      return old == null ? TopicSnapshot.unknown(name, reason) : old.withError(reason);
    }
    int count = response.partitions().size();
    int[] leaderIds = new int[count];
    int[] leaderEpochs = new int[count];
    Arrays.fill(leaderIds, TopicSnapshot.NO_LEADER);
    Arrays.fill(leaderEpochs, -1);
    TopicSnapshot fresh =
        new TopicSnapshot(name, response.topicId(), error, leaderIds, leaderEpochs);
    TopicSnapshot earlier = old != null && old.isSameTopic(fresh) ? old : fresh;
    for (MetadataResponsePartition each : response.partitions()) {
      int index = each.partitionIndex();
      if (index >= 0 && index < count) {
        boolean outdated = isOlder(each.leaderEpoch(), earlier.leaderEpoch(index));
        leaderIds[index] = outdated ? earlier.leaderId(index) : each.leaderId();
        leaderEpochs[index] = outdated ? earlier.leaderEpoch(index) : each.leaderEpoch();
      }
    }
    return old != null && old.sameAs(fresh) ? old : fresh;
  }

  /** Brokers before Metadata v7 tell no epoch; then the latest response counts. */
  private static boolean isOlder(int epoch, int knownEpoch) {
    return epoch >= 0 && epoch < knownEpoch;
  }
}
