package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Senders that need nothing of SmallRye's. */
class KafkaSenderTest {

  private static final int DEADLINE_SECONDS = 60;

  /** The logger of the runtime's messaging. */
  private static final String MESSAGING = "io.smallrye.reactive.messaging";

  private TestCluster cluster;

  @BeforeEach
  void startCluster() {
    cluster = TestCluster.builder().topic("orders", 1).topic("named", 1).inMemory().start();
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class Ordering {
    @Inject
    @WeirChannel("orders")
    KafkaSender<Object> orders;

    @Inject
    @WeirChannel("orders")
    KafkaSender<String> sameOrders;
  }

  @Test
  void theReceiptComesWithTheBrokersAcknowledgement() throws Exception {
    try (TestApplication application = start()) {
      RecordReceipt receipt =
          application
              .instance(Ordering.class)
              .orders
              .send(Record.of("key", "value"))
              .toCompletableFuture()
              .get(DEADLINE_SECONDS, SECONDS);

      assertThat(receipt.topic()).isEqualTo("orders");
      assertThat(receipt.offset()).isZero();
    }

    StoredRecord record = cluster.records("orders").get(0);
    assertThat(record.keyText()).isEqualTo("key");
    assertThat(record.valueText()).isEqualTo("value");
  }

  @Test
  void aMessageKeepsItsMetadataAndGetsItsSignal() throws Exception {
    CompletableFuture<Void> acked = new CompletableFuture<>();
    try (TestApplication application = start()) {
      application
          .instance(Ordering.class)
          .orders
          .sendMessage(
              Message.of(
                  "v",
                  List.of(OutgoingRecordMetadata.builder().withTopic("named").build()),
                  () -> {
                    acked.complete(null);
                    return acked;
                  }))
          .toCompletableFuture()
          .get(DEADLINE_SECONDS, SECONDS);
    }

    assertThat(acked).isCompleted();
    assertThat(cluster.records("named")).hasSize(1);
  }

  @Test
  void theSettingsOfTheChannelCountAndSendersShareIt() throws Exception {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .channel("orders", "topic", "named", "max-inflight-messages", "1")
            .with("mp.messaging.connector.weir-kafka.linger.ms", "0");
    int count = 200;
    try (TestApplication application = TestApplication.start(settings, Ordering.class)) {
      Ordering bean = application.instance(Ordering.class);
      List<CompletableFuture<?>> sent = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        KafkaSender<?> sender = i % 2 == 0 ? bean.orders : bean.sameOrders;
        sent.add(asStrings(sender).send("m" + i).toCompletableFuture());
      }
      assertThat(bean.orders.hasRequests()).isFalse();
      bean.orders.whenReady().toCompletableFuture().get(DEADLINE_SECONDS, SECONDS);
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new))
          .get(DEADLINE_SECONDS, SECONDS);
    }

    assertThat(cluster.records("named"))
        .extracting(StoredRecord::valueText)
        .isEqualTo(IntStream.range(0, count).mapToObj(i -> "m" + i).toList());
  }

  @Test
  void theSettingsOfWeirsOwnChannelCountBeforeAllOthers() throws Exception {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .with("weir.channel.\"orders\".topic", "named")
            .channel("orders", "topic", "orders")
            .with("mp.messaging.connector.weir-kafka.key", "shared");
    sendOne(settings);

    assertThat(cluster.records("orders")).isEmpty();
    assertThat(cluster.records("named"))
        .extracting(StoredRecord::keyText)
        .containsExactly("shared");
  }

  @Test
  void theRuntimeOpensNoIdleChannelBesideASenders() throws Exception {
    List<String> ofWeir =
        Warnings.during(
            MESSAGING, () -> sendOne(kafka().with("weir.channel.orders.topic", "named")));
    List<String> ofTheRuntime =
        Warnings.during(MESSAGING, () -> sendOne(kafka().channel("orders")));

    assertThat(ofWeir).isEmpty();
    assertThat(ofTheRuntime).anyMatch(line -> line.contains("orders"));
  }

  @Test
  void theEndOfTheApplicationDeliversWhatWaits() {
    List<CompletableFuture<?>> sent = new ArrayList<>();
    try (TestApplication application = start()) {
      Ordering bean = application.instance(Ordering.class);
      for (int i = 0; i < 1_000; i++) {
        sent.add(bean.orders.send("m" + i).toCompletableFuture());
      }
    }

    assertThat(sent).allSatisfy(outcome -> assertThat(outcome).isCompleted());
    assertThat(cluster.records("orders")).hasSize(1_000);
  }

  @Test
  void settingsThatCannotWorkAreNamedWhenTheSenderIsInjected() {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .with("mp.messaging.connector.weir-kafka.acks", "some");

    try (TestApplication application = TestApplication.start(settings, Ordering.class)) {
      assertThatThrownBy(() -> application.instance(Ordering.class))
          .hasStackTraceContaining("Channel 'orders' is misconfigured")
          .hasStackTraceContaining("acks = 'some'");
    }
  }

  @SuppressWarnings("unchecked") // strings are objects
  private static KafkaSender<String> asStrings(KafkaSender<?> sender) {
    return (KafkaSender<String>) sender;
  }

  private TestApplication start() {
    return TestApplication.start(kafka(), Ordering.class);
  }

  private Settings kafka() {
    return Settings.kafka(cluster.bootstrapServers());
  }

  private static void sendOne(Settings settings) throws Exception {
    try (TestApplication application = TestApplication.start(settings, Ordering.class)) {
      application
          .instance(Ordering.class)
          .orders
          .send("m")
          .toCompletableFuture()
          .get(DEADLINE_SECONDS, SECONDS);
    }
  }
}
