package io.weir.kafka.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.ClientCustomizer;
import io.smallrye.reactive.messaging.OutgoingInterceptor;
import io.smallrye.reactive.messaging.OutgoingMessageMetadata;
import io.vertx.core.json.JsonObject;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * One application runs twice, with smallrye-kafka and with Weir; nothing but the connector's name
 * differs, and the same records must be in Kafka.
 */
class ShopTest {

  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** SmallRye's interceptor of one channel. */
  @ApplicationScoped
  @Identifier("plain")
  static class Watching implements OutgoingInterceptor {

    private final List<String> seen = new CopyOnWriteArrayList<>();

    @Override
    public Message<?> beforeMessageSend(Message<?> message) {
      seen.add("before " + message.getPayload());
      return message;
    }

    @Override
    public void onMessageAck(Message<?> message) {
      Object result = message.getMetadata(OutgoingMessageMetadata.class).orElseThrow().getResult();
      RecordMetadata where = (RecordMetadata) result;
      seen.add("ack " + where.topic() + "-" + where.partition() + "@" + where.offset());
    }

    @Override
    public void onMessageNack(Message<?> message, Throwable failure) {
      seen.add("nack " + failure);
    }

    List<String> seen() {
      return seen;
    }
  }

  /** Knows better how the producer of one channel is called. */
  @ApplicationScoped
  static class Renaming implements ClientCustomizer<Map<String, Object>> {

    private final List<Object> ids = new CopyOnWriteArrayList<>();

    @Override
    public Map<String, Object> customize(
        String channel, Config config, Map<String, Object> settings) {
      if (channel.equals("plain")) {
        ids.add(settings.get("client.id"));
      }
      return settings;
    }

    List<Object> ids() {
      return ids;
    }
  }

  @Test
  void theSameRecordsAreInKafkaWhicheverConnectorWroteThem() {
    Map<String, List<String>> there = run("smallrye-kafka");
    Map<String, List<String>> here = run("weir-kafka");

    assertThat(here).isEqualTo(there);
    assertThat(there).hasSizeGreaterThan(12);
  }

  private static Map<String, List<String>> run(String connector) {
    try (TestCluster cluster =
        TestCluster.builder().topic("three", 3).topic("asked", 3).inMemory().start()) {
      Map<String, String> properties = RunningApplication.properties("shop.properties", connector);
      properties.put("kafka.bootstrap.servers", cluster.bootstrapServers());
      ask(cluster.bootstrapServers());
      Map<String, List<String>> seen = new TreeMap<>();
      try (RunningApplication application =
          RunningApplication.start(
              properties, Shop.class, Shop.Broker.class, Watching.class, Renaming.class)) {
        Shop shop = application.get(Shop.class);
        shop.open();
        RecordMetadata where = shop.resultOf("p2").orElseThrow();
        seen.put("result", List.of(where.topic() + where.partition() + "@" + where.offset()));
        seen.put("reply", List.of(shop.askWhether("open?")));
        await()
            .atMost(DEADLINE)
            .until(
                () ->
                    records(cluster, "merged").size() == 4
                        && records(cluster, "asked").size() == 1
                        && records(cluster, "default-replies").size() == 2);
        seen.put("interceptor", List.copyOf(application.get(Watching.class).seen()));
        seen.put("customizer", List.of(application.get(Renaming.class).ids().toString()));
      }
      for (String topic : cluster.topics()) {
        if (!topic.startsWith("__")) {
          seen.put(topic, records(cluster, topic));
        }
      }
      return seen;
    }
  }

  /** Three requests: one says where its reply is to go, one has no key. */
  private static void ask(String servers) {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      RecordHeaders headers = new RecordHeaders();
      headers.add("trace", bytes("t1")).add("tenant", bytes("acme")).add("secret", bytes("no"));
      headers.add("REPLY_CORRELATION_ID", bytes("c1"));
      producer.send(new ProducerRecord<>("requests", null, "rk", "r1", headers));
      headers.add("REPLY_TOPIC", bytes("asked")).add("REPLY_PARTITION", new byte[] {0, 0, 0, 2});
      producer.send(new ProducerRecord<>("requests", null, "rk", "r2", headers));
      producer.send(new ProducerRecord<>("requests", null, null, "r3"));
      producer.flush();
      producer.close(DEADLINE);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** In their order, but those of several sources or partitions sorted. */
  private static List<String> records(TestCluster cluster, String topic) {
    List<String> lines = new ArrayList<>();
    for (StoredRecord record : cluster.records(topic)) {
      lines.add(line(record));
    }
    return topic.equals("merged") || topic.equals("three")
        ? lines.stream().sorted().toList()
        : lines;
  }

  private static String line(StoredRecord record) {
    boolean isEvent =
        record.headers().stream().anyMatch(header -> text(header.value()).contains("cloudevents"));
    String headers =
        record.headers().stream()
            .map(header -> header.key() + "=" + ofHeader(record, header.key(), header.value()))
            .collect(Collectors.joining(", "));
    return "%s: %s = %s (%s)%s"
        .formatted(
            record.key() == null ? "any" : record.partition(),
            record.keyText(),
            isEvent ? sorted(record.valueText()) : text(record.value()),
            headers,
            record.timestampMs() < 10_000 ? " at " + record.timestampMs() : "");
  }

  /** The ids of requests, and of an event whose metadata has none, are made up. */
  private static String ofHeader(StoredRecord record, String name, @Nullable ByteBuffer value) {
    boolean isRandom =
        (name.equals("ce_id") && record.topic().equals("events"))
            || (name.equals("REPLY_CORRELATION_ID") && record.topic().matches("questions|answers"));
    return isRandom ? "any" : text(value);
  }

  private static String sorted(@Nullable String json) {
    return new TreeMap<>(new JsonObject(json).getMap()).toString();
  }

  private static String text(@Nullable ByteBuffer bytes) {
    if (bytes == null) {
      return "null";
    }
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    String text = new String(copy, StandardCharsets.UTF_8);
    return text.chars().allMatch(letter -> letter >= ' ') ? text : HexFormat.of().formatHex(copy);
  }
}
