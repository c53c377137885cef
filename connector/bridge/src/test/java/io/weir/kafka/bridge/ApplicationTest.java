package io.weir.kafka.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.SerializationFailureHandler;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Beans, payloads and metadata of kafka-clients and smallrye-kafka in an application. */
class ApplicationTest {

  private static final int DEADLINE_SECONDS = 60;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster =
        TestCluster.builder().brokers(1).topic("three", 3).topic("more", 3).inMemory().start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  @BeforeEach
  void forget() {
    Journal.clear();
  }

  /** A serializer that is a bean. */
  @ApplicationScoped
  @Identifier("shouting")
  @NullUnmarked
  static class Shouting implements Serializer<String> {
    @Override
    public byte[] serialize(String topic, String text) {
      if (text.equals("refused")) {
        throw new IllegalArgumentException("not this one");
      }
      return (text + "!").getBytes(UTF_8);
    }
  }

  /** A partitioner that is a bean. */
  @ApplicationScoped
  @Identifier("last")
  @NullUnmarked
  static class Last implements Partitioner {
    @Override
    public int partition(
        String topic, Object key, byte[] keyBytes, Object value, byte[] bytes, Cluster cluster) {
      return cluster.partitionCountForTopic(topic) - 1;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }

  /** An interceptor that is a bean. */
  @ApplicationScoped
  @Identifier("counting")
  @NullUnmarked
  static class Counting implements ProducerInterceptor<String, String> {
    @Override
    public ProducerRecord<String, String> onSend(ProducerRecord<String, String> record) {
      Journal.add("onSend bean " + record.value());
      return record;
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
      Journal.add("onAcknowledgement bean " + metadata.partition());
    }

    @Override
    public void configure(Map<String, ?> settings) {
      Journal.add("configure bean " + settings.get("client.id"));
    }

    @Override
    public void close() {
      Journal.add("close bean");
    }
  }

  @Test
  void settingsNameBeansOfKafkaClientsTypes() throws Exception {
    try (BridgedApplication application =
        start(
            List.of(Shouting.class, Last.class, Counting.class),
            "topic",
            "three",
            "value.serializer",
            "shouting",
            "partitioner.class",
            "last",
            "interceptor-bean",
            "counting",
            "interceptor.classes",
            NotingInterceptor.class.getName())) {
      application.send("hello").get(DEADLINE_SECONDS, SECONDS);
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "three", 1).get(0);
    assertThat(text(record.value())).isEqualTo("hello!");
    assertThat(record.partition()).isEqualTo(2);
    assertThat(Journal.calls())
        .containsExactly(
            "configure bean kafka-producer-out",
            "configure interceptor null",
            "onSend bean hello",
            "onSend three-null null=hello at null with 0 headers",
            "onAcknowledgement bean 2",
            "acknowledged three-2@0 at now",
            "close bean",
            "close interceptor");
  }

  @Test
  void aProducerRecordGoesAsItIs() throws Exception {
    var metadata =
        OutgoingKafkaRecordMetadata.builder().withTopic("wrong").withKey("wrong").build();

    try (BridgedApplication application =
        start(List.of(), "topic", "wrong", "key", "wrong", "partition", "0")) {
      ProducerRecord<String, String> whole =
          new ProducerRecord<>(
              "more", 1, 1234L, null, "v", List.of(new RecordHeader("h", new byte[] {7})));
      application.send(whole, metadata).get(DEADLINE_SECONDS, SECONDS);
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "more", 1).get(0);
    assertThat(record.partition()).isEqualTo(1);
    assertThat(record.timestamp()).isEqualTo(1234);
    assertThat(record.key()).isNull();
    assertThat(text(record.value())).isEqualTo("v");
    assertThat(names(record)).containsExactly("h");
    assertThat(cluster.topics()).doesNotContain("wrong");
  }

  @Test
  void aRecordOfSmallRyeKafkaIsAKeyAndAValue() throws Exception {
    try (BridgedApplication application = start(List.of(), "topic", "pairs", "key", "unused")) {
      application.send(Record.of("k", "v")).get(DEADLINE_SECONDS, SECONDS);
      application.send(Record.of("gone", null)).get(DEADLINE_SECONDS, SECONDS);
    }

    List<ConsumerRecord<byte[], byte[]>> records = Consumed.from(cluster, "pairs", 2);
    assertThat(text(records.get(0).key())).isEqualTo("k");
    assertThat(text(records.get(0).value())).isEqualTo("v");
    assertThat(text(records.get(1).key())).isEqualTo("gone");
    assertThat(records.get(1).value()).isNull();
  }

  @Test
  void metadataOfSmallRyeKafkaDecides() throws Exception {
    var metadata =
        OutgoingKafkaRecordMetadata.<String>builder()
            .withTopic("said")
            .withKey("k")
            .withPartition(-2)
            .withTimestamp(Instant.ofEpochMilli(5))
            .addHeaders(new RecordHeader("a", null), new RecordHeader("a", new byte[] {1}))
            .build();
    OutgoingMessageMetadata<RecordMetadata> result = new OutgoingMessageMetadata<>();

    try (BridgedApplication application = start(List.of(), "topic", "unsaid")) {
      application.send("v", metadata, result).get(DEADLINE_SECONDS, SECONDS);
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "said", 1).get(0);
    assertThat(text(record.key())).isEqualTo("k");
    assertThat(record.timestamp()).isEqualTo(5);
    assertThat(names(record)).containsExactly("a", "a");
    assertThat(result.getResult().topic()).isEqualTo("said");
    assertThat(result.getResult().offset()).isZero();
    assertThat(result.getResult().timestamp()).isEqualTo(5);
  }

  @Test
  void whatAMessageCameFromIsPassedOn() throws Exception {
    ConsumerRecord<String, String> origin = new ConsumerRecord<>("in", 0, 0, "their key", "x");
    origin.headers().add("trace", new byte[] {1}).add("other", new byte[] {2});
    var metadata = new IncomingKafkaRecordMetadata<>(origin, "in");

    try (BridgedApplication application =
        start(
            List.of(),
            "topic",
            "passed-on",
            "propagate-record-key",
            "true",
            "propagate-headers",
            "trace")) {
      application.send("v", metadata).get(DEADLINE_SECONDS, SECONDS);
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "passed-on", 1).get(0);
    assertThat(text(record.key())).isEqualTo("their key");
    assertThat(names(record)).containsExactly("trace");
  }

  /** A failure handler of smallrye-kafka. */
  @ApplicationScoped
  @Identifier("forgiving")
  @NullUnmarked
  static class Forgiving implements SerializationFailureHandler<String> {
    @Override
    public byte[] decorateSerialization(
        Uni<byte[]> serialization,
        String topic,
        boolean isKey,
        String serializer,
        String data,
        Headers headers) {
      headers.add("forgiven", null);
      return serialization
          .onFailure()
          .retry()
          .atMost(2)
          .onFailure()
          .recoverWithItem(() -> ("instead of " + data).getBytes(UTF_8))
          .await()
          .indefinitely();
    }
  }

  @Test
  void aFailureHandlerOfSmallRyeKafkaDecidesWhatIsSentInstead() throws Exception {
    try (BridgedApplication application =
        start(
            List.of(Shouting.class, Forgiving.class),
            "topic",
            "forgiven",
            "value.serializer",
            "shouting",
            "value-serialization-failure-handler",
            "forgiving")) {
      application.send("refused").get(DEADLINE_SECONDS, SECONDS);
    }

    ConsumerRecord<byte[], byte[]> record = Consumed.from(cluster, "forgiven", 1).get(0);
    assertThat(text(record.value())).isEqualTo("instead of refused");
    assertThat(names(record)).containsExactly("forgiven");
  }

  @Test
  void aMessageThatCannotBeSerializedIsNacked() {
    try (BridgedApplication application =
        start(List.of(Shouting.class), "topic", "nacked", "value.serializer", "shouting")) {
      assertThatThrownBy(() -> application.send(5).get(DEADLINE_SECONDS, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasRootCauseInstanceOf(ClassCastException.class);
    }
  }

  private static BridgedApplication start(List<Class<?>> beans, String... pairs) {
    return BridgedApplication.start(cluster.bootstrapServers(), beans, pairs);
  }

  private static List<String> names(ConsumerRecord<?, ?> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .map(each -> each.key())
        .toList();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }
}
