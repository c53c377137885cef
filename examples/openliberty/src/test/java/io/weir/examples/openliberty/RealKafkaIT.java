package io.weir.examples.openliberty;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.RealKafka;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on its server, a real Kafka in a process of its own, and kcat that reads it. */
class RealKafkaIT {

  private static final int ORDERS = 500;

  private static RealKafka kafka;
  private static LibertyServer server;

  @BeforeAll
  static void start() {
    kafka = RealKafka.start(KafkaVersion.V4_3_1);
    kafka.createTopic("orders", 1);
    server = LibertyServer.start("real-kafka", kafka.bootstrapServers());
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
  void all_that_was_acknowledged_is_there_once_and_in_order() {
    Shop shop = new Shop(server.address());
    for (int i = 0; i < ORDERS; i++) {
      assertThat(shop.place("o-" + i, "tea", i % 200).statusCode()).isEqualTo(200);
    }
    assertThat(shop.cancel("o-0").statusCode()).isEqualTo(204);
    assertThat(shop.note("o-1", "ann", "fragile").statusCode()).isEqualTo(204);

    Kcat kcat = Kcat.of(kafka.bootstrapServers());
    assertThat(kcat.consume("orders", "%k %s\\n").lines())
        .containsExactlyElementsOf(
            IntStream.rangeClosed(0, ORDERS).mapToObj(RealKafkaIT::expectedOrder).toList());
    assertThat(kcat.consume("notes", "%k %s %h\\n")).isEqualTo("o-1 fragile author=ann\n");
    assertThat(kcat.consume("invoices", "%k\\n").lines()).hasSize(300);
    assertThat(kcat.consume("bulk-invoices", "%h\\n").lines())
        .hasSize(200)
        .allMatch("product=tea"::equals);
    assertThat(kcat.consume("prices", "%k\\n").lines()).startsWith("tea");
  }

  /** The last one is the tombstone of the first. */
  private static String expectedOrder(int i) {
    return i == ORDERS
        ? "o-0 "
        : "o-%d {\"id\":\"o-%d\",\"product\":\"tea\",\"quantity\":%d}".formatted(i, i, i % 200);
  }
}
