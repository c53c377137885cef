package io.weir.examples.wildfly;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.RealKafka;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on its server, a real Kafka, and kcat that reads it. */
class WildFlyIT {

  private static final int ORDERS = 100;

  private static RealKafka kafka;
  private static WildFlyServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeAll
  static void start() {
    kafka = RealKafka.start(KafkaVersion.V4_3_1);
    kafka.createTopic("orders", 1);
    server = WildFlyServer.start("wildfly", kafka.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void all_that_was_acknowledged_is_there_once_and_in_order() throws Exception {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < ORDERS; i++) {
      String order = "{\"id\":\"o-%d\",\"product\":\"tea\",\"quantity\":%d}".formatted(i, i);
      HttpResponse<String> answer =
          send(
              request("/orders")
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(order)));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
      expected.append("o-%d %s product=tea\n".formatted(i, order));
    }
    assertThat(send(request("/orders/o-0").DELETE()).statusCode()).isEqualTo(204);
    expected.append("o-0  \n");

    Kcat kcat = Kcat.of(kafka.bootstrapServers());
    assertThat(kcat.consume("orders", "%k %s %h\\n")).isEqualTo(expected.toString());
    assertThat(kcat.consume("prices", "%k %s\\n")).startsWith("tea 250 cents\n");
  }

  @Test
  void the_server_knows_the_health_of_the_channels() throws Exception {
    HttpResponse<String> answer =
        send(HttpRequest.newBuilder(server.management().resolve("/health/ready")));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("weir-kafka readiness", "\"orders\":\"UP\"");
  }

  @Test
  void nothing_is_warned_of() {
    assertThat(server.log().lines().filter(line -> line.contains(" WARN ")))
        .noneMatch(line -> line.contains("weir") || line.contains("smallrye"));
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(address(path)).timeout(Duration.ofMinutes(1));
  }

  private static URI address(String path) {
    return server.address().resolve(path);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
