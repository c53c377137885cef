package io.weir.examples.quarkus;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The service as its clients see it, and what then is in Kafka. */
@QuarkusTest
@WithTestResource(EmbeddedKafka.class)
class OrderServiceTest {

  private static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
  private static final String TRACE_PARENT = "00-" + TRACE_ID + "-b7ad6b7169203331-01";

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @SuppressWarnings("NullAway.Init") // set by EmbeddedKafka
  TestCluster cluster;

  @Test
  void an_order_that_is_answered_is_in_kafka_under_its_id_as_json() {
    place("o-1");

    StoredRecord order = only("orders", "o-1");
    assertThat(order.valueText())
        .isEqualTo("{\"id\":\"o-1\",\"customer\":\"ada\",\"item\":\"tea\",\"quantity\":2}");
  }

  @Test
  void an_order_that_is_answered_has_its_invoice_in_kafka() {
    place("o-2");

    assertThat(records("invoices"))
        .filteredOn(invoice -> "ada".equals(invoice.keyText()))
        .extracting(StoredRecord::valueText)
        .contains("{\"order\":\"o-2\",\"customer\":\"ada\",\"cents\":500}");
  }

  @Test
  void an_order_that_is_withdrawn_leaves_a_tombstone() {
    given().delete("/orders/o-3").then().statusCode(204);

    assertThat(only("orders", "o-3").value()).isNull();
  }

  @Test
  void an_event_goes_to_the_topic_of_its_kind_with_key_and_header() {
    given()
        .body("left the house")
        .post("/orders/o-4/events/shipped")
        .then()
        .statusCode(200)
        .body("topic", equalTo("orders-shipped"))
        .body("offset", equalTo(0));

    StoredRecord event = only("orders-shipped", "o-4");
    assertThat(event.valueText()).contains("\"kind\":\"shipped\"").contains("left the house");
    assertThat(event.headers()).anySatisfy(header -> assertThat(header.key()).isEqualTo("source"));
  }

  @Test
  void prices_come_by_themselves() {
    List<StoredRecord> prices = cluster.committedRecords().await("prices", 2, PATIENCE);

    assertThat(prices).extracting(StoredRecord::keyText).containsOnly("tea");
  }

  @Test
  void a_worker_thread_may_wait_for_each_order() {
    given()
        .contentType(ContentType.JSON)
        .body(List.of(order("b-1"), order("b-2"), order("b-3")))
        .post("/orders/batch")
        .then()
        .statusCode(201)
        .body(equalTo("3"));

    assertThat(records("orders")).extracting(StoredRecord::keyText).contains("b-1", "b-2", "b-3");
  }

  @Test
  void it_says_that_it_is_well() {
    place("o-5");

    given()
        .get("/q/health")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"))
        .body("checks.data.orders", hasItem(startsWith("[OK]")));
  }

  @Test
  void it_counts_what_it_sends() {
    place("o-6");

    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("weir_records"))
        .body(containsString("channel=\"orders\""));
  }

  @Test
  void the_trace_of_a_request_goes_on_in_its_records() {
    given()
        .header("traceparent", TRACE_PARENT)
        .contentType(ContentType.JSON)
        .body(new Order("o-8", "bob", "tea", 1))
        .post("/orders")
        .then()
        .statusCode(201);
    given()
        .header("traceparent", TRACE_PARENT)
        .body("?")
        .post("/orders/o-8/events/traced")
        .then()
        .statusCode(200);

    for (StoredRecord traced :
        List.of(only("orders", "o-8"), only("invoices", "bob"), only("orders-traced", "o-8"))) {
      assertThat(traced.headers())
          .as(traced.topic())
          .filteredOn(header -> "traceparent".equals(header.key()))
          .singleElement()
          .satisfies(header -> assertThat(text(header.value())).contains(TRACE_ID));
    }
  }

  private static void place(String id) {
    given()
        .contentType(ContentType.JSON)
        .body(order(id))
        .post("/orders")
        .then()
        .statusCode(201)
        .body("id", equalTo(id));
  }

  private static Order order(String id) {
    return new Order(id, "ada", "tea", 2);
  }

  private StoredRecord only(String topic, String key) {
    List<StoredRecord> found =
        records(topic).stream().filter(stored -> key.equals(stored.keyText())).toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private static String text(@Nullable ByteBuffer value) {
    return value == null ? "" : UTF_8.decode(value.duplicate()).toString();
  }

  private List<StoredRecord> records(String topic) {
    return cluster.committedRecords().of(topic);
  }
}
