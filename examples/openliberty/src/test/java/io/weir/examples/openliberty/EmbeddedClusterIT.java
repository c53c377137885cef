package io.weir.examples.openliberty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on its server, and the cluster inside this JVM. */
class EmbeddedClusterIT {

  private static TestCluster kafka;
  private static LibertyServer server;
  private static Shop shop;

  @BeforeAll
  static void start() {
    kafka = TestCluster.builder().topic("orders", 1).topic("prices", 1).inMemory().start();
    server = LibertyServer.start("embedded", kafka.bootstrapServers());
    shop = new Shop(server.address());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    kafka.close();
  }

  @Test
  void an_order_becomes_json_with_its_id_as_key() {
    HttpResponse<String> answer = shop.place("o-1", "tea", 2);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"topic\":\"orders\"", "\"partition\":0", "\"offset\":");
    assertThat(records("orders", "o-1"))
        .extracting(StoredRecord::valueText)
        .containsExactly("{\"id\":\"o-1\",\"product\":\"tea\",\"quantity\":2}");
  }

  @Test
  void a_cancelled_order_becomes_a_tombstone() {
    shop.place("o-2", "coffee", 1);
    HttpResponse<String> answer = shop.cancel("o-2");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(records("orders", "o-2"))
        .hasSize(2)
        .last()
        .matches(record -> record.value() == null);
  }

  @Test
  void an_invoice_goes_to_the_topic_that_its_payload_names_with_its_header() {
    shop.place("o-3", "tea", 2);
    shop.place("o-4", "cocoa", 100);

    StoredRecord small = records("invoices", "o-3").get(0);
    assertThat(small.valueText()).isEqualTo("{\"cents\":500,\"order\":\"o-3\"}");
    assertThat(small.headers()).containsExactly(header("product", "tea"));
    StoredRecord bulk = records("bulk-invoices", "o-4").get(0);
    assertThat(bulk.valueText()).isEqualTo("{\"cents\":25000,\"order\":\"o-4\"}");
    assertThat(bulk.headers()).containsExactly(header("product", "cocoa"));
  }

  @Test
  void an_emitter_sends_text_with_key_and_header() {
    HttpResponse<String> answer = shop.note("o-5", "ann", "fragile \u2014 handle with care");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    StoredRecord note = records("notes", "o-5").get(0);
    assertThat(note.valueText()).isEqualTo("fragile \u2014 handle with care");
    assertThat(note.headers()).containsExactly(header("author", "ann"));
  }

  @Test
  void the_generator_goes_on_by_itself() {
    int before = kafka.records("prices").size();

    await().atMost(Duration.ofSeconds(60)).until(() -> kafka.records("prices").size() > before);
  }

  @Test
  void the_server_knows_the_health_of_the_channels() {
    shop.place("o-6", "tea", 1);

    assertThat(shop.get("/health/started").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = shop.get("/health/ready");
    assertThat(ready.statusCode()).as(ready.body()).isEqualTo(200);
    assertThat(ready.body())
        .containsOnlyOnce("weir-kafka readiness")
        .contains("\"orders\":\"UP\"", "\"notes\":\"UP\"", "\"prices\":\"UP\"");
    HttpResponse<String> live = shop.get("/health/live");
    assertThat(live.statusCode()).as(live.body()).isEqualTo(200);
    assertThat(live.body()).containsOnlyOnce("weir-kafka liveness");
  }

  @Test
  void the_metrics_of_the_channels_are_in_the_registry_of_the_application() {
    shop.place("o-7", "tea", 1);

    HttpResponse<String> metrics = shop.get("/metrics");
    assertThat(metrics.statusCode()).as(metrics.body()).isEqualTo(200);
    assertThat(metrics.body().lines())
        .anyMatch(line -> line.startsWith("weir_records_delivered_total{channel=\"orders\""));
  }

  @Test
  void the_runtime_warns_of_nothing() {
    assertThat(server.log().lines().filter(line -> line.contains(" W ") || line.contains(" E ")))
        .isEmpty();
  }

  private static List<StoredRecord> records(String topic, String key) {
    return kafka.records(topic).stream()
        .filter(record -> Objects.equals(record.keyText(), key))
        .toList();
  }

  private static DecodedRecord.Header header(String name, String value) {
    return new DecodedRecord.Header(name, UTF_8.encode(value));
  }
}
