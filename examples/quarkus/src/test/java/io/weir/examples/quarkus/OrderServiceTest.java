package io.weir.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(EmbeddedKafka.class)
class OrderServiceTest {

  @SuppressWarnings("NullAway.Init") // set by EmbeddedKafka
  TestCluster cluster;

  @Test
  void an_order_that_is_answered_is_in_kafka() {
    given().body("o-1").post("/orders").then().statusCode(204);

    assertThat(cluster.committedRecords().await("orders", 1, Duration.ofSeconds(10)))
        .extracting(StoredRecord::valueText)
        .contains("o-1");
  }
}
