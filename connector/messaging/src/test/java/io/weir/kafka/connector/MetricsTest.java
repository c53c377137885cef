package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where an application finds the metrics of its channels, and for how long. */
class MetricsTest {

  private static final int DEADLINE_SECONDS = 60;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().brokers(1).inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  /** An application with a registry of its own. */
  @ApplicationScoped
  static class Registry {

    private final MeterRegistry registry = new SimpleMeterRegistry();

    @Produces
    MeterRegistry registry() {
      return registry;
    }

    MeterRegistry own() {
      return registry;
    }
  }

  @Test
  void theApplicationsRegistryHasAChannelsMetricsUntilItCloses() throws Exception {
    MeterRegistry registry;
    try (TestApplication application =
        TestApplication.start(
            Settings.kafka(cluster.bootstrapServers())
                .channel("out", "topic", "measured", "client.id", "me"),
            Sender.class,
            Registry.class)) {
      registry = application.get(Registry.class).own();
      application.get(Sender.class).send("a").get(DEADLINE_SECONDS, SECONDS);
      application.get(Sender.class).send("b").get(DEADLINE_SECONDS, SECONDS);

      assertThat(
              registry
                  .get("weir.records.delivered")
                  .tags("channel", "out", "client-id", "me", "topic", "measured")
                  .counter()
                  .count())
          .isEqualTo(2);
      assertThat(registry.get("weir.connections").gauge().value()).isPositive();
      assertThat(registry.get("weir.buffer.limit").gauge().value()).isEqualTo(33_554_432);
      await().until(() -> registry.get("weir.buffer.used").gauge().value() == 0);
    }
    assertThat(registry.getMeters())
        .filteredOn(meter -> meter.getId().getName().startsWith("weir."))
        .isEmpty();
  }

  @Test
  void withoutARegistryOfItsOwnTheGlobalOneHasThem() throws Exception {
    SimpleMeterRegistry global = new SimpleMeterRegistry();
    Metrics.addRegistry(global);
    try (TestApplication application =
        TestApplication.start(
            Settings.kafka(cluster.bootstrapServers()).channel("out"), Sender.class)) {
      application.get(Sender.class).send("a").get(DEADLINE_SECONDS, SECONDS);

      assertThat(global.get("weir.records.delivered").counter().count()).isEqualTo(1);
    } finally {
      Metrics.removeRegistry(global);
    }
  }
}
