package io.weir.kafka.conformance;

import io.weir.kafka.referee.RealKafkaCluster;
import io.weir.kafka.referee.RealKafkaClusterBuilder;
import java.util.List;
import java.util.Map;

/**
 * The truth: a real Kafka of three brokers.
 *
 * <p>Eligible leader replicas (KIP-966) are switched off: the embedded cluster models the in-sync
 * replicas alone.
 */
final class RealKafkaUnderTest implements KafkaUnderTest {
  private final RealKafkaCluster cluster;

  private RealKafkaUnderTest(RealKafkaCluster cluster) {
    this.cluster = cluster;
  }

  static KafkaUnderTest start(Map<String, String> settings) {
    RealKafkaClusterBuilder builder =
        RealKafkaCluster.builder()
            .feature("eligible.leader.replicas.version", 0)
            // Else nothing looks at retention in the first 30 seconds.
            .property("log.initial.task.delay.ms", "100");
    settings.forEach(builder::property);
    return new RealKafkaUnderTest(builder.start());
  }

  @Override
  public String bootstrapServers() {
    return cluster.bootstrapServers();
  }

  @Override
  public String address(int broker) {
    return cluster.address(broker);
  }

  @Override
  public List<Integer> brokers() {
    return cluster.brokers();
  }

  @Override
  public void stop(int broker) {
    cluster.stop(broker);
  }

  @Override
  public void kill(int broker) {
    cluster.kill(broker);
  }

  @Override
  public void pause(int broker) {
    cluster.pause(broker);
  }

  @Override
  public void resume(int broker) {
    cluster.resume(broker);
  }

  @Override
  public void restart(int broker) {
    cluster.restart(broker);
  }

  @Override
  public void close() {
    cluster.close();
  }
}
