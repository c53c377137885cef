package io.weir.examples.openliberty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.referee.ApplicationProcess;
import io.weir.kafka.testcluster.TestCluster;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The application starts before Kafka does. */
class AbsentKafkaIT {

  @Test
  void it_lives_is_ready_as_soon_as_kafka_is_there_and_has_lost_nothing() {
    int port = ApplicationProcess.freePort();
    try (LibertyServer server = LibertyServer.start("absent", "127.0.0.1:" + port)) {
      Shop shop = new Shop(server.address());
      HttpResponse<String> ready = shop.get("/health/ready");
      assertThat(ready.statusCode()).as(ready.body()).isEqualTo(503);
      assertThat(ready.body()).contains("\"prices\":\"DOWN: no broker can be reached");
      assertThat(shop.get("/health/live").statusCode()).isEqualTo(200);

      try (TestCluster kafka =
          TestCluster.builder().port(port).topic("prices", 1).inMemory().start()) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> shop.get("/health/ready").statusCode() == 200);
        assertThat(shop.place("o-1", "tea", 1).statusCode()).isEqualTo(200);
        assertThat(kafka.records("prices").get(0).valueText())
            .isEqualTo("{\"cents\":250,\"product\":\"tea\"}");
      }
    }
  }
}
