package io.weir.examples.openliberty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged application on its server, with an embedded cluster in this JVM. */
class OrderServiceIT {

  private static TestCluster kafka;
  private static LibertyServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    kafka = TestCluster.builder().topic("orders", 1).start();
    server = LibertyServer.start("embedded", kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    try (TestCluster last = kafka;
        LibertyServer first = server) {}
  }

  @Test
  void an_order_becomes_a_record_with_its_id_as_key() throws Exception {
    HttpResponse<String> answer =
        client.send(
            HttpRequest.newBuilder(server.address().resolve("/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"id\":\"42\",\"product\":\"tea\",\"quantity\":2}"))
                .build(),
            BodyHandlers.ofString());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    StoredRecord record = kafka.records("orders").get(0);
    assertThat(record.keyText()).isEqualTo("42");
    assertThat(record.valueText()).isEqualTo("{\"id\":\"42\",\"product\":\"tea\",\"quantity\":2}");
  }
}
