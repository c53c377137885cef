package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.DeliveryMetadata;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What beans send arrives, as they said, on the embedded cluster. */
class ConnectorTest {

  private static final int DEADLINE_SECONDS = 60;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().brokers(2).topic("three", 3).inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @ApplicationScoped
  static class Numbers {

    @Outgoing("out")
    Multi<String> numbers() {
      return Multi.createFrom().range(0, 10_000).map(String::valueOf);
    }
  }

  @Test
  void payloadsOfAnOutgoingMethodArriveInOrder() {
    List<String> sent = IntStream.range(0, 10_000).mapToObj(String::valueOf).toList();

    try (TestApplication application = start("numbers", Numbers.class)) {
      await().until(() -> cluster.totals().records() >= sent.size());
      assertThat(application.get(Numbers.class)).isNotNull();
    }

    assertThat(cluster.records("numbers")).extracting(StoredRecord::valueText).isEqualTo(sent);
  }

  @Test
  void aPayloadOfAnEmitterArrivesBeforeItIsAcked() throws Exception {
    try (TestApplication application = start("plain", Sender.class)) {
      application.get(Sender.class).send("hello").get(DEADLINE_SECONDS, SECONDS);

      assertThat(cluster.records("plain"))
          .extracting(StoredRecord::valueText)
          .containsExactly("hello");
    }
  }

  @Test
  void metadataDecidesTopicKeyPartitionTimestampAndHeaders() throws Exception {
    var metadata =
        OutgoingRecordMetadata.<String>builder()
            .withTopic("three")
            .withKey("k")
            .withPartition(2)
            .withTimestamp(Instant.ofEpochMilli(1234))
            .addHeader("h", "1")
            .addHeader("h", "2")
            .build();

    try (TestApplication application = start("unused", Sender.class)) {
      application.get(Sender.class).send("v", metadata).get(DEADLINE_SECONDS, SECONDS);
    }

    StoredRecord stored = only(cluster.records("three", 2));
    assertThat(stored.keyText()).isEqualTo("k");
    assertThat(stored.valueText()).isEqualTo("v");
    assertThat(stored.timestampMs()).isEqualTo(1234);
    assertThat(stored.headers()).hasSize(2);
    assertThat(cluster.topics()).doesNotContain("unused");
  }

  @Test
  void aTombstoneHasAKeyAndNoValue() throws Exception {
    try (TestApplication application = start("tombstones", Sender.class)) {
      application.get(Sender.class).send(Record.tombstone("gone")).get(DEADLINE_SECONDS, SECONDS);
    }

    StoredRecord stored = only(cluster.records("tombstones"));
    assertThat(stored.keyText()).isEqualTo("gone");
    assertThat(stored.valueText()).isNull();
  }

  @Test
  void anOutgoingRecordAsPayloadNeedsNoMetadata() throws Exception {
    RecordHeaders headers = RecordHeaders.empty().with("h", "1");
    OutgoingRecord record =
        new OutgoingRecord("whole", 0, Instant.ofEpochMilli(5), "k", "v", headers);

    try (TestApplication application = start("unused", Sender.class)) {
      application.get(Sender.class).send(record).get(DEADLINE_SECONDS, SECONDS);
    }

    StoredRecord stored = only(cluster.records("whole"));
    assertThat(stored.keyText()).isEqualTo("k");
    assertThat(stored.timestampMs()).isEqualTo(5);
    assertThat(stored.headers()).hasSize(1);
  }

  @Test
  void theReceiptSaysWhereTheRecordIs() throws Exception {
    DeliveryMetadata first = new DeliveryMetadata();
    DeliveryMetadata second = new DeliveryMetadata();

    try (TestApplication application = start("receipts", Sender.class)) {
      application.get(Sender.class).send("a", first).get(DEADLINE_SECONDS, SECONDS);
      application.get(Sender.class).send("b", second).get(DEADLINE_SECONDS, SECONDS);
    }

    assertThat(first.receipt()).map(RecordReceipt::offset).contains(0L);
    assertThat(second.receipt()).map(RecordReceipt::offset).contains(1L);
    assertThat(second.receipt()).map(RecordReceipt::topic).contains("receipts");
  }

  @Test
  void theChannelsKeyAndPartitionServeMessagesThatBringNone() throws Exception {
    Settings settings =
        Settings.kafka(cluster.bootstrapServers())
            .channel("out", "topic", "three", "key", "fallback", "partition", "1");

    try (TestApplication application = TestApplication.start(settings, Sender.class)) {
      application.get(Sender.class).send("v").get(DEADLINE_SECONDS, SECONDS);
    }

    assertThat(only(cluster.records("three", 1)).keyText()).isEqualTo("fallback");
  }

  private static StoredRecord only(List<StoredRecord> records) {
    assertThat(records).hasSize(1);
    return records.get(0);
  }

  /** An application that has set its own mapper up. */
  @ApplicationScoped
  static class Json {

    @Produces
    ObjectMapper mapper() {
      return new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
    }
  }

  /** A payload that has no serializer of its own. */
  record Order(String orderId, int itemCount) {}

  @Test
  void jsonIsWrittenByTheApplicationsMapper() throws Exception {
    try (TestApplication application = start("json", Sender.class, Json.class)) {
      application.get(Sender.class).send(new Order("o-1", 2)).get(DEADLINE_SECONDS, SECONDS);
    }

    assertThat(only(cluster.records("json")).valueText())
        .isEqualTo("{\"order_id\":\"o-1\",\"item_count\":2}");
  }

  private static TestApplication start(String topic, Class<?>... beans) {
    return TestApplication.start(
        Settings.kafka(cluster.bootstrapServers()).channel("out", "topic", topic), beans);
  }
}
