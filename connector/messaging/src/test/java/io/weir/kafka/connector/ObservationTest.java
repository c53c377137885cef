package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.reactive.messaging.observation.DefaultMessageObservation;
import io.smallrye.reactive.messaging.observation.MessageObservation;
import io.smallrye.reactive.messaging.observation.MessageObservationCollector;
import io.smallrye.reactive.messaging.observation.ObservationContext;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** SmallRye's observation API sees the messages of a channel, and when they were acknowledged. */
class ObservationTest {

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

  /** Writes down what became of each message. */
  @ApplicationScoped
  static class Collector implements MessageObservationCollector<ObservationContext> {

    private final List<String> completed = new CopyOnWriteArrayList<>();

    @Override
    public ObservationContext initObservation(String channel, boolean incoming, boolean emitter) {
      return observation ->
          completed.add(
              "%s %s".formatted(channel, observation.getReason() == null ? "acked" : "nacked"));
    }

    @Override
    public MessageObservation onNewMessage(
        String channel, Message<?> message, ObservationContext context) {
      return new DefaultMessageObservation(channel);
    }

    List<String> completed() {
      return completed;
    }
  }

  @Test
  void aCollectorHearsOfEachMessageWhenKafkaHasIt() throws Exception {
    try (TestApplication application =
        TestApplication.start(
            Settings.kafka(cluster.bootstrapServers()).channel("out", "max.request.size", "500"),
            Sender.class,
            Collector.class)) {
      application.get(Sender.class).send("v").get(DEADLINE_SECONDS, SECONDS);
      CompletableFuture<Void> failing = application.get(Sender.class).send(".".repeat(1_000));
      await().until(failing::isCompletedExceptionally);

      assertThat(application.get(Collector.class).completed())
          .containsExactly("out acked", "out nacked");
      assertThat(cluster.records("out")).hasSize(1);
    }
  }
}
