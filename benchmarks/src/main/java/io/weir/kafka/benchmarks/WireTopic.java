package io.weir.kafka.benchmarks;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.CreateTopicsRequest;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopic;
import io.weir.kafka.protocol.CreateTopicsRequest.CreatableTopicConfig;
import io.weir.kafka.protocol.CreateTopicsResponse;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseBroker;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponsePartition;
import io.weir.kafka.protocol.MetadataResponse.MetadataResponseTopic;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** A topic of one partition that a benchmark creates. Immutable. */
record WireTopic(String name, int replicas, Map<String, String> configs) {
  private static final int CREATE_VERSION = 5;
  private static final int METADATA_VERSION = 9;
  private static final int TIMEOUT_MS = 60_000;
  private static final long DEADLINE_NANOS = 60_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  /**
   * Creates the topic, and returns when its partition has a leader and all its replicas are in
   * sync.
   *
   * @param bootstrapServers {@code host:port,...}
   * @return the leader's address
   * @throws IllegalStateException if the brokers refuse, or there is no leader within a minute
   */
  String create(String bootstrapServers) throws IOException {
    try (WireClient client = new WireClient(bootstrapServers.split(",", 2)[0])) {
      requestCreation(client);
      long deadline = System.nanoTime() + DEADLINE_NANOS;
      while (System.nanoTime() < deadline) {
        Optional<String> leader = leader(client);
        if (leader.isPresent()) {
          return leader.get();
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
      throw new IllegalStateException("Topic " + name + " has no leader within a minute");
    }
  }

  private void requestCreation(WireClient client) throws IOException {
    CreatableTopic topic =
        new CreatableTopic(
            name,
            1,
            (short) replicas,
            List.of(),
            configs.entrySet().stream()
                .map(config -> new CreatableTopicConfig(config.getKey(), config.getValue()))
                .toList());
    CreateTopicsResponse response =
        client.call(
            Apis.CREATE_TOPICS,
            CREATE_VERSION,
            new CreateTopicsRequest(List.of(topic), TIMEOUT_MS, false));
    ErrorCode error = response.topics().get(0).error();
    if (error != ErrorCode.NONE) {
      throw new IllegalStateException("Topic " + name + " is not created: " + error);
    }
  }

  private Optional<String> leader(WireClient client) throws IOException {
    MetadataResponse metadata =
        client.call(
            Apis.METADATA,
            METADATA_VERSION,
            MetadataRequest.forTopics(List.of(name)).withoutAutoTopicCreation());
    MetadataResponseTopic topic = metadata.topics().get(0);
    return topic.partitions().stream()
        .filter(partition -> partition.isrNodes().size() == replicas)
        .flatMap(partition -> address(metadata, partition).stream())
        .findFirst();
  }

  private static Optional<String> address(
      MetadataResponse metadata, MetadataResponsePartition partition) {
    return metadata.brokers().stream()
        .filter(broker -> broker.nodeId() == partition.leaderId())
        .map(WireTopic::address)
        .findFirst();
  }

  private static String address(MetadataResponseBroker broker) {
    return broker.host() + ":" + broker.port();
  }
}
