package io.weir.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.producer.Producer;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgedSerializerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster = TestCluster.builder().brokers(1).inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void forget() {
    Journal.clear();
  }

  @Test
  void keyAndValueAreSerializedWithTheirSettingsAndTheirHeaders() {
    try (Producer producer = producer()) {
      send(
          producer,
          new OutgoingRecord(
              "both", null, null, "k", "v", RecordHeaders.empty().with("mine", "1")));
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "both", 1).get(0);
    assertThat(text(record.key())).isEqualTo("blue:k");
    assertThat(text(record.value())).isEqualTo("blue:v");
    assertThat(record.headers())
        .extracting(Header::key)
        .containsExactly("mine", "key-tag", "value-tag");
    assertThat(Journal.calls())
        .containsExactly(
            "configure key blue true",
            "configure value blue true",
            "serialize key both k",
            "serialize value both v",
            "close key",
            "close value");
  }

  @Test
  void nullIsShownToTheSerializerWhichDecidesWhatBecomesOfIt() {
    try (Producer producer = producer()) {
      send(producer, OutgoingRecord.of("nulls", null));
      send(producer, OutgoingRecord.of("nulls", "k", "nothing"));
    }

    List<ConsumerRecord<byte[], byte[]>> records = Consumed.from(cluster, "nulls", 2);
    assertThat(records.get(0).key()).isNull();
    assertThat(text(records.get(0).value())).isEqualTo("was null");
    assertThat(text(records.get(1).key())).isEqualTo("blue:k");
    assertThat(records.get(1).value()).isNull();
  }

  @Test
  void whatItThrowsFailsTheRecordAlone() {
    try (Producer producer = producer()) {
      assertThatThrownBy(() -> send(producer, OutgoingRecord.of("refusals", "refused")))
          .isInstanceOf(SerializationException.class)
          .hasMessageContaining("value.serializer = '" + TaggingSerializer.class.getName() + "'")
          .hasRootCauseMessage("not this one");
      send(producer, OutgoingRecord.of("refusals", "accepted"));
    }

    assertThat(text(Consumed.from(cluster, "refusals", 1).get(0).value()))
        .isEqualTo("blue:accepted");
  }

  private static Producer producer() {
    return Producer.create(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "key.serializer",
            TaggingSerializer.class.getName(),
            "value.serializer",
            TaggingSerializer.class.getName(),
            "tagging.tag",
            "blue"));
  }

  private static void send(Producer producer, OutgoingRecord record) {
    producer.send(record).await().atMost(DEADLINE);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
