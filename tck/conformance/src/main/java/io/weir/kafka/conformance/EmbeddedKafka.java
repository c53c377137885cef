package io.weir.kafka.conformance;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TestClusterBuilder;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The embedded cluster, with three brokers and logs in memory. */
final class EmbeddedKafka implements KafkaUnderTest {
  private static final List<Integer> BROKERS = List.of(1, 2, 3);

  private final TestCluster cluster;
  private final Map<Integer, String> addresses;

  private EmbeddedKafka(TestCluster cluster) {
    this.cluster = cluster;
    this.addresses =
        BROKERS.stream().collect(Collectors.toMap(Function.identity(), cluster::address));
  }

  static KafkaUnderTest start(Map<String, String> settings) {
    TestClusterBuilder builder = TestCluster.builder().brokers(BROKERS.size());
    settings.forEach(builder::setting);
    return new EmbeddedKafka(builder.start());
  }

  @Override
  public String bootstrapServers() {
    return BROKERS.stream().map(this::address).collect(Collectors.joining(","));
  }

  @Override
  public String address(int broker) {
    return addresses.getOrDefault(broker, "");
  }

  @Override
  public List<Integer> brokers() {
    return BROKERS;
  }

  @Override
  public void stop(int broker) {
    cluster.stopBroker(broker);
  }

  @Override
  public void kill(int broker) {
    cluster.killBroker(broker);
  }

  @Override
  public void pause(int broker) {
    cluster.pauseBroker(broker);
  }

  @Override
  public void resume(int broker) {
    cluster.resumeBroker(broker);
  }

  @Override
  public void restart(int broker) {
    cluster.startBroker(broker);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
