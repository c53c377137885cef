package io.weir.kafka.testcluster.broker;

import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchRequest.ReplicaState;
import io.weir.kafka.protocol.ListOffsetsRequest;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsPartition;
import io.weir.kafka.protocol.ListOffsetsRequest.ListOffsetsTopic;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What a follower asks its leader. Stateless. */
final class FetcherRequests {

  private static final long LATEST = -1;
  private static final long EARLIEST = -2;
  private static final byte READ_UNCOMMITTED = 0;
  private static final int NO_SESSION = 0;
  private static final int NO_SESSION_EPOCH = -1;

  private final Broker broker;
  private final ClusterSettings settings;

  FetcherRequests(Broker broker, ClusterSettings settings) {
    this.broker = broker;
    this.settings = settings;
  }

  /** As real brokers call themselves. */
  String clientId(int leader) {
    return "broker-%d-fetcher-%d".formatted(broker.id(), leader);
  }

  FetchRequest fetch(List<FollowedPartition> partitions) {
    Map<UUID, List<FetchPartition>> byTopic = new LinkedHashMap<>();
    for (FollowedPartition each : partitions) {
      byTopic.computeIfAbsent(each.key().topicId(), id -> new ArrayList<>()).add(fetch(each));
    }
    List<FetchTopic> topics = new ArrayList<>(byTopic.size());
    byTopic.forEach((id, wanted) -> topics.add(new FetchTopic("", id, wanted)));
    return new FetchRequest(
        -1,
        // A leader that did not wait at all would be asked again and again without time passing.
        Math.max(1, settings.replicaFetchWaitMaxMs()),
        settings.replicaFetchMinBytes(),
        settings.replicaFetchResponseMaxBytes(),
        READ_UNCOMMITTED,
        NO_SESSION,
        NO_SESSION_EPOCH,
        topics,
        List.of(),
        "",
        null,
        new ReplicaState(broker.id(), broker.epoch()));
  }

  private FetchPartition fetch(FollowedPartition partition) {
    Replica replica = partition.replica();
    return new FetchPartition(
        partition.key().index(),
        partition.leaderEpoch(),
        replica.logEndOffset(),
        replica.log().latestEpoch(),
        replica.logStartOffset(),
        settings.replicaFetchMaxBytes(),
        Wire.ZERO_UUID,
        replica.highWatermark());
  }

  ListOffsetsRequest endOffsets(List<FollowedPartition> partitions) {
    return listOffsets(partitions, LATEST);
  }

  ListOffsetsRequest startOffsets(List<FollowedPartition> partitions) {
    return listOffsets(partitions, EARLIEST);
  }

  private ListOffsetsRequest listOffsets(List<FollowedPartition> partitions, long timestamp) {
    Map<String, List<ListOffsetsPartition>> byTopic = new LinkedHashMap<>();
    for (FollowedPartition each : partitions) {
      byTopic
          .computeIfAbsent(each.topic(), name -> new ArrayList<>())
          .add(new ListOffsetsPartition(each.key().index(), each.leaderEpoch(), timestamp));
    }
    List<ListOffsetsTopic> topics = new ArrayList<>(byTopic.size());
    byTopic.forEach((name, wanted) -> topics.add(new ListOffsetsTopic(name, wanted)));
    return new ListOffsetsRequest(broker.id(), READ_UNCOMMITTED, topics, 0);
  }
}
