package io.weir.kafka.producer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.mutiny.Uni;
import io.weir.kafka.api.ConfigurationException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProducerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private static TestCluster cluster;

  @BeforeAll
  static void start() {
    cluster = TestCluster.builder().brokers(3).start();
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private static Producer producer(String... settings) {
    Map<String, String> all = new HashMap<>();
    all.put("bootstrap.servers", cluster.bootstrapServers());
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return Producer.create(all);
  }

  private static String newTopic(TestInfo test, int partitions) {
    String name =
        test.getTestMethod().orElseThrow().getName()
            + "-"
            + Integer.toHexString(test.getDisplayName().hashCode());
    cluster.createTopic(name, partitions);
    return name;
  }

  @Test
  void aReceiptSaysWhereTheRecordIs(TestInfo test) {
    String topic = newTopic(test, 3);
    try (Producer producer = producer()) {
      RecordReceipt receipt =
          producer
              .send(
                  OutgoingRecord.of(topic, "key", "value")
                      .withPartition(2)
                      .withTimestamp(Instant.ofEpochMilli(1_000)))
              .await()
              .atMost(DEADLINE);
      assertThat(receipt).isEqualTo(new RecordReceipt(topic, 2, 0, 1_000));
    }
    StoredRecord stored = cluster.records(topic, 2).get(0);
    assertThat(stored.keyText()).isEqualTo("key");
    assertThat(stored.valueText()).isEqualTo("value");
    assertThat(stored.timestampMs()).isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void recordsOfOneKeyKeepTheirOrder(String codec, TestInfo test) {
    String topic = newTopic(test, 4);
    int count = 5_000;
    try (Producer producer = producer("compression.type", codec, "batch.size", "2000")) {
      List<Uni<RecordReceipt>> sends = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Uni<RecordReceipt> send =
            producer.send(OutgoingRecord.of(topic, "k" + i % 7, "v" + i)).memoize().indefinitely();
        send.subscribe().with(receipt -> {}, failure -> {});
        sends.add(send);
      }
      sends.forEach(send -> send.await().atMost(DEADLINE));
    }
    Map<String, Integer> last = new HashMap<>();
    for (StoredRecord record : cluster.records(topic)) {
      int number = Integer.parseInt(String.valueOf(record.valueText()).substring(1));
      Integer before = last.put(record.keyText(), number);
      assertThat(number).isGreaterThan(before == null ? -1 : before);
    }
    assertThat(cluster.records(topic)).hasSize(count);
  }

  @Test
  void nothingIsSentWithoutASubscription(TestInfo test) {
    String topic = newTopic(test, 1);
    try (Producer producer = producer()) {
      Uni<RecordReceipt> send = producer.send(OutgoingRecord.of(topic, "twice"));
      assertThat(cluster.records(topic)).isEmpty();
      assertThat(send.await().atMost(DEADLINE).offset()).isEqualTo(0);
      assertThat(send.await().atMost(DEADLINE).offset()).isEqualTo(1);
    }
  }

  @Test
  void anInvalidRecordFailsAloneAndSaysWhy(TestInfo test) {
    String topic = newTopic(test, 2);
    try (Producer producer = producer("max.request.size", "1000")) {
      assertThatThrownBy(
              () ->
                  producer
                      .send(OutgoingRecord.of(topic, "v").withPartition(2))
                      .await()
                      .atMost(DEADLINE))
          .isInstanceOf(InvalidRecordException.class)
          .hasMessageContaining("no partition 2 in topic '" + topic + "'");
      assertThatThrownBy(
              () ->
                  producer
                      .send(OutgoingRecord.of(topic, "v").withTimestamp(Instant.ofEpochMilli(-1)))
                      .await()
                      .atMost(DEADLINE))
          .isInstanceOf(InvalidRecordException.class)
          .hasMessageContaining("before 1970");
      assertThatThrownBy(
              () ->
                  producer.send(OutgoingRecord.of(topic, new byte[2_000])).await().atMost(DEADLINE))
          .isInstanceOf(RecordTooLargeException.class)
          .hasMessageContaining("max.request.size = 1000");
      assertThat(producer.send(OutgoingRecord.of(topic, "v")).await().atMost(DEADLINE).offset())
          .isZero();
    }
  }

  @Test
  void acksZeroTellsThatTheRecordHasLeft(TestInfo test) {
    String topic = newTopic(test, 1);
    try (Producer producer = producer("acks", "0")) {
      RecordReceipt receipt = producer.send(OutgoingRecord.of(topic, "v")).await().atMost(DEADLINE);
      assertThat(receipt.hasOffset()).isFalse();
    }
  }

  @Test
  void aClosedProducerFailsEachRecord(TestInfo test) {
    String topic = newTopic(test, 1);
    Producer producer = producer();
    producer.close();
    assertThatThrownBy(() -> producer.send(OutgoingRecord.of(topic, "v")).await().atMost(DEADLINE))
        .isInstanceOf(ProducerClosedException.class);
  }

  @Test
  void closingDrainsWhatIsThere(TestInfo test) {
    String topic = newTopic(test, 3);
    int count = 1_000;
    Producer producer = producer("linger.ms", "10000", "delivery.timeout.ms", "60000");
    for (int i = 0; i < count; i++) {
      producer
          .send(OutgoingRecord.of(topic, "v".getBytes(UTF_8)))
          .subscribe()
          .with(receipt -> {}, failure -> {});
    }
    Pipeline.CloseReport report =
        producer.close(Duration.ofSeconds(20)).toCompletableFuture().join();
    assertThat(report).isEqualTo(new Pipeline.CloseReport(count, 0, 0));
    assertThat(cluster.records(topic)).hasSize(count);
  }

  @Test
  void closeFromACallbackDoesNotWaitForItself(TestInfo test) throws Exception {
    String topic = newTopic(test, 1);
    Producer producer = producer();
    CompletableFuture<RecordReceipt> closed = new CompletableFuture<>();
    producer
        .send(OutgoingRecord.of(topic, "v"))
        .subscribe()
        .with(
            receipt -> {
              producer.close();
              closed.complete(receipt);
            },
            closed::completeExceptionally);
    assertThat(closed.get(DEADLINE.toSeconds(), TimeUnit.SECONDS).offset()).isZero();
    assertThat(producer.close(DEADLINE).toCompletableFuture().get(30, TimeUnit.SECONDS))
        .isEqualTo(new Pipeline.CloseReport(1, 0, 0));
  }

  @Test
  void badSettingsAreReportedAllAtOnceAndOpenNothing() {
    assertThatThrownBy(() -> producer("acks", "2", "linger.ms", "soon"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("acks")
        .hasMessageContaining("linger.ms");
  }

  @Test
  void closeWithAnUnreachableClusterTakesNoLongerThanItsTimeout() {
    Producer producer = Producer.create(Map.of("bootstrap.servers", "localhost:1"));
    Uni<RecordReceipt> send = producer.send(OutgoingRecord.of("t", "v")).memoize().indefinitely();
    send.subscribe().with(receipt -> {}, failure -> {});
    Pipeline.CloseReport report =
        producer.close(Duration.ofMillis(200)).toCompletableFuture().join();
    assertThat(report).isEqualTo(new Pipeline.CloseReport(0, 1, 0));
    assertThatThrownBy(() -> send.await().atMost(DEADLINE))
        .isInstanceOf(ProducerClosedException.class)
        .hasMessageContaining("localhost:1");
  }
}
