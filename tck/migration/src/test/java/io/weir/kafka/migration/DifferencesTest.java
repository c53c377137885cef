package io.weir.kafka.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.ce.OutgoingCloudEventMetadata;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.json.JsonObject;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.testcluster.FaultHandle;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the guide says of effects that differ although the settings are the same. */
class DifferencesTest {

  private static final String THERE = "smallrye-kafka";
  private static final String HERE = "weir-kafka";
  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static final Instant TIME = Instant.parse("2024-02-29T12:00:00Z");
  private static TestCluster cluster;

  private final List<String> signals = new CopyOnWriteArrayList<>();

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class Sender {

    @Inject
    @Channel("out")
    MutinyEmitter<String> out;

    void send(Message<String> message) {
      out.sendMessageAndForget(message);
    }
  }

  @Test
  void whoDoesNotWaitForTheWriteIsAckedByTheBrokerThereAllTheSame() {
    try (RunningApplication application =
        start(THERE, "waitForWriteCompletion", "false", "request.timeout.ms", "1000")) {
      FaultHandle silence = cluster.fault(Apis.PRODUCE).always().dropRequest();
      application.get(Sender.class).send(message());
      silence.await(1);
      assertThat(signals).isEmpty();

      silence.remove();
      await().atMost(DEADLINE).until(() -> signals.equals(List.of("ack")));
    }
  }

  @Test
  void whoDoesNotWaitForTheWriteIsAckedAtOnceHere() {
    try (RunningApplication application =
        start(HERE, "waitForWriteCompletion", "false", "request.timeout.ms", "1000")) {
      FaultHandle silence = cluster.fault(Apis.PRODUCE).always().dropRequest();
      application.get(Sender.class).send(message());
      await().atMost(DEADLINE).until(() -> signals.equals(List.of("ack")));
      silence.await(1);
      silence.remove();
    }
  }

  @Test
  void anEventWithoutSourceIsLostThere() {
    try (RunningApplication application = start(THERE)) {
      application
          .get(Sender.class)
          .send(message(OutgoingCloudEventMetadata.builder().withType("t").build()));

      KafkaConnector connector = application.get(KafkaConnector.class, ConnectorLiteral.of(THERE));
      await().atMost(DEADLINE).until(() -> !connector.getLiveness().isOk());
      assertThat(signals).isEmpty();
    }
  }

  @Test
  void anEventWithoutSourceIsNackedHere() {
    try (RunningApplication application = start(HERE)) {
      application
          .get(Sender.class)
          .send(message(OutgoingCloudEventMetadata.builder().withType("t").build()));

      await().atMost(DEADLINE).until(() -> !signals.isEmpty());
      assertThat(signals).singleElement().asString().contains("nack", "cloud-events-source");
    }
  }

  @Test
  void anEventWithoutTimeInARecordWithOneFailsThere() {
    try (RunningApplication application = start(THERE)) {
      application.get(Sender.class).send(timedEvent());

      KafkaConnector connector = application.get(KafkaConnector.class, ConnectorLiteral.of(THERE));
      await().atMost(DEADLINE).until(() -> !connector.getLiveness().isOk());
      assertThat(signals).isEmpty();
    }
  }

  @Test
  void anEventWithoutTimeHasThatOfItsRecordHere() {
    try (RunningApplication application = start(HERE, "topic", "timed")) {
      application.get(Sender.class).send(timedEvent());
      await().atMost(DEADLINE).until(() -> signals.equals(List.of("ack")));
    }

    assertThat(only("timed").headers())
        .filteredOn(header -> header.key().equals("ce_time"))
        .extracting(header -> StandardCharsets.UTF_8.decode(header.value()).toString())
        .containsExactly("2024-02-29T12:00:00Z");
  }

  @Test
  void aStructuredEventHasTheTimeOfSendingThereAndThatOfItsRecordHere() {
    assertThat(structuredTime(THERE, "structured-there")).isNotEqualTo(TIME);
    assertThat(structuredTime(HERE, "structured-here")).isEqualTo(TIME);
  }

  private Instant structuredTime(String connector, String topic) {
    signals.clear();
    try (RunningApplication application =
        start(connector, "topic", topic, "cloud-events-mode", "structured")) {
      application.get(Sender.class).send(timedEvent());
      await().atMost(DEADLINE).until(() -> signals.equals(List.of("ack")));
    }
    return new JsonObject(only(topic).valueText()).getInstant("time");
  }

  private static StoredRecord only(String topic) {
    List<StoredRecord> records = cluster.records(topic);
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  private Message<String> timedEvent() {
    return message(
        OutgoingCloudEventMetadata.builder().withType("t").withSource(URI.create("urn:s")).build(),
        OutgoingKafkaRecordMetadata.builder().withTimestamp(TIME).build());
  }

  private Message<String> message(Object... metadata) {
    return Message.of(
        "v",
        List.of(metadata),
        () -> signal("ack"),
        reason -> signal("nack " + reason.getMessage()));
  }

  private CompletionStage<Void> signal(String what) {
    signals.add(what);
    return CompletableFuture.completedFuture(null);
  }

  private static RunningApplication start(String connector, String... pairs) {
    Map<String, String> properties = new LinkedHashMap<>();
    String prefix = "mp.messaging.outgoing.out.";
    properties.put("kafka.bootstrap.servers", cluster.bootstrapServers());
    properties.put(prefix + "connector", connector);
    properties.put(
        prefix + "value.serializer", "org.apache.kafka.common.serialization.StringSerializer");
    for (int i = 0; i < pairs.length; i += 2) {
      properties.put(prefix + pairs[i], pairs[i + 1]);
    }
    return RunningApplication.start(properties, Sender.class);
  }
}
