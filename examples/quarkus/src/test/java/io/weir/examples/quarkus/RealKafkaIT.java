package io.weir.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.http.ContentType;
import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.RealKafka;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The packaged application on a released Kafka server; kcat reads what it has sent. */
@QuarkusIntegrationTest
@WithTestResource(RealKafkaServer.class)
class RealKafkaIT {

  private static final int ORDERS = 200;

  @SuppressWarnings("NullAway.Init") // set by RealKafkaServer
  RealKafka kafka;

  @Test
  void kcat_reads_every_order_in_the_order_of_sending() {
    kafka.createTopic("orders", 1);
    List<Order> orders =
        IntStream.range(0, ORDERS).mapToObj(i -> new Order("r-" + i, "ada", "tea", i)).toList();

    given()
        .contentType(ContentType.JSON)
        .body(orders)
        .post("/orders/batch")
        .then()
        .statusCode(201)
        .body(equalTo(String.valueOf(ORDERS)));
    given().delete("/orders/r-0").then().statusCode(204);

    List<String> expected =
        IntStream.range(0, ORDERS)
            .mapToObj(
                i ->
                    "r-%d {\"id\":\"r-%d\",\"customer\":\"ada\",\"item\":\"tea\",\"quantity\":%d}"
                        .formatted(i, i, i))
            .toList();
    List<String> read =
        Kcat.of(kafka.bootstrapServers()).consume("orders", "%k %s\n").lines().toList();
    assertThat(read).hasSize(ORDERS + 1).startsWith(expected.toArray(String[]::new));
    assertThat(read.get(ORDERS)).isEqualTo("r-0 ");
  }

  @Test
  void kcat_reads_an_event_in_the_topic_of_its_kind_with_key_and_header() {
    given()
        .body("left the house")
        .post("/orders/r-7/events/shipped")
        .then()
        .statusCode(200)
        .body("topic", equalTo("orders-shipped"));

    assertThat(Kcat.of(kafka.bootstrapServers()).consume("orders-shipped", "%k %h %s\n"))
        .startsWith("r-7 ")
        .contains("source=rest")
        .contains("left the house");
  }

  @Test
  void it_says_that_it_is_well() {
    given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
  }
}
