package io.weir.examples.openliberty;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Runs the application, buys something, and shows what arrives in Kafka, until it is interrupted.
 *
 * <p>{@code -Dbootstrap.servers=HOST:PORT} uses a Kafka of yours instead of an embedded cluster,
 * {@code -Dhttp.port=N} another port than 9080.
 */
public final class QuickStart {

  private static final List<String> TOPICS =
      List.of("orders", "invoices", "bulk-invoices", "notes", "prices");

  public static void main(String[] args) {
    String yours = System.getProperty("bootstrap.servers", "");
    try (TestCluster embedded = yours.isBlank() ? newCluster() : null) {
      String bootstrap = embedded == null ? yours : embedded.bootstrapServers();
      say("kafka        %s%s", embedded == null ? "" : "embedded cluster at ", bootstrap);
      say("server       is starting, which takes some seconds");
      try (LibertyServer server =
          LibertyServer.start("quickstart", bootstrap, Integer.getInteger("http.port", 9080))) {
        say("application  %s (its log: %s)", server.address(), server.logFile());
        say("try          %s", order(server));
        say("stop         Ctrl-C%n%nWhat arrives in Kafka:%n");
        buy(new Shop(server.address()));
        show(bootstrap);
      }
    }
  }

  private static TestCluster newCluster() {
    TestCluster cluster =
        TestCluster.builder().inMemory().setting("group.initial.rebalance.delay.ms", "0").start();
    TOPICS.forEach(topic -> cluster.createTopic(topic, 1));
    return cluster;
  }

  private static String order(LibertyServer server) {
    return """
        curl %s/orders -H 'Content-Type: application/json' \
        -d '{"id":"o-7","product":"tea","quantity":120}'\
        """
        .formatted(server.address());
  }

  private static void buy(Shop shop) {
    shop.place("o-1", "tea", 2);
    shop.place("o-2", "coffee", 500);
    shop.note("o-1", "ann", "a gift");
    shop.cancel("o-2");
  }

  /** Prints what comes into the topics, from the last minute on. */
  private static void show(String bootstrap) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", bootstrap,
            "group.id", "quickstart-" + UUID.randomUUID(),
            "auto.offset.reset", "by_duration:PT1M",
            "metadata.max.age.ms", "1000",
            "allow.auto.create.topics", "false");
    StringDeserializer text = new StringDeserializer();
    try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(settings, text, text)) {
      consumer.subscribe(TOPICS);
      while (!Thread.currentThread().isInterrupted()) {
        consumer.poll(Duration.ofSeconds(1)).forEach(QuickStart::show);
      }
    }
  }

  private static void show(ConsumerRecord<String, String> record) {
    StringBuilder headers = new StringBuilder();
    for (Header header : record.headers()) {
      headers
          .append("  ")
          .append(header.key())
          .append('=')
          .append(new String(header.value(), UTF_8));
    }
    say("%-13s %-7s %s%s", record.topic(), record.key(), valueOf(record.value()), headers);
  }

  private static String valueOf(@Nullable String value) {
    return value == null ? "(no value: a tombstone)" : value;
  }

  private static void say(String line, Object... parts) {
    System.out.printf(line + "%n", parts);
  }
}
