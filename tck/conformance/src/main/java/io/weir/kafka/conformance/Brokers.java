package io.weir.kafka.conformance;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.MetadataRequest;
import io.weir.kafka.protocol.MetadataRequest.MetadataRequestTopic;
import io.weir.kafka.protocol.MetadataResponse;
import io.weir.kafka.wire.Wire;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which brokers run, and what each of those says of the cluster. Keeps one connection to each; used
 * by one thread.
 */
final class Brokers implements AutoCloseable {
  private static final int METADATA_VERSION = 12;

  private final KafkaUnderTest kafka;
  private final Set<Integer> paused = new TreeSet<>();
  private final Set<Integer> down = new TreeSet<>();
  private final Map<Integer, RawConnection> connections = new HashMap<>();

  Brokers(KafkaUnderTest kafka) {
    this.kafka = kafka;
  }

  void stop(int broker) {
    disconnect(broker);
    kafka.stop(broker);
    down.add(broker);
  }

  void kill(int broker) {
    disconnect(broker);
    kafka.kill(broker);
    paused.remove(broker);
    down.add(broker);
  }

  void pause(int broker) {
    kafka.pause(broker);
    paused.add(broker);
  }

  void resume(int broker) {
    kafka.resume(broker);
    paused.remove(broker);
  }

  void restart(int broker) {
    kafka.restart(broker);
    down.remove(broker);
  }

  /** Lets all brokers run again and returns when each says that all is well. */
  void heal() throws Exception {
    List.copyOf(paused).forEach(this::resume);
    List.copyOf(down).forEach(this::restart);
    for (int broker : kafka.brokers()) {
      Eventually.await("all in sync for " + broker, () -> metadata(broker, null), this::isHealthy);
    }
  }

  private boolean isHealthy(MetadataResponse metadata) {
    return metadata.brokers().size() == kafka.brokers().size()
        && metadata.topics().stream()
            .flatMap(topic -> topic.partitions().stream())
            .map(PartitionState::of)
            .allMatch(PartitionState::isComplete);
  }

  List<Integer> running() {
    return kafka.brokers().stream()
        .filter(broker -> !paused.contains(broker) && !down.contains(broker))
        .toList();
  }

  /** What each running broker says of the topic's first partition; null if it knows none. */
  List<@Nullable PartitionState> statesOf(String topic) {
    return running().stream()
        .<@Nullable PartitionState>map(broker -> state(broker, topic))
        .toList();
  }

  private @Nullable PartitionState state(int broker, String topic) {
    return metadata(broker, topic).topics().get(0).partitions().stream()
        .filter(partition -> partition.partitionIndex() == 0)
        .map(PartitionState::of)
        .findFirst()
        .orElse(null);
  }

  /** Of one topic, or of all if that is null. */
  private MetadataResponse metadata(int broker, @Nullable String topic) {
    List<MetadataRequestTopic> topics =
        topic == null ? null : List.of(new MetadataRequestTopic(Wire.ZERO_UUID, topic));
    return connection(broker)
        .ask(Apis.METADATA, METADATA_VERSION, new MetadataRequest(topics, false, false, false));
  }

  /** The connection to a broker; a new one after the broker was down. */
  RawConnection connection(int broker) {
    return connections.computeIfAbsent(broker, id -> RawConnection.to(kafka.address(id)));
  }

  private void disconnect(int broker) {
    RawConnection connection = connections.remove(broker);
    if (connection != null) {
      connection.close();
    }
  }

  @Override
  public void close() {
    List.copyOf(connections.keySet()).forEach(this::disconnect);
  }
}
