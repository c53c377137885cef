package io.weir.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.weir.kafka.connector.KafkaEmitter;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.junit.jupiter.api.Test;

/** What only Java 21 and later have. */
@QuarkusTest
@WithTestResource(EmbeddedKafka.class)
class VirtualThreadTest {

  @Path("/virtual")
  public static class Sending {

    @Inject
    @Channel("contexts-virtual-rest")
    KafkaEmitter<String> emitter;

    /** In a context of Vert.x, and yet free to wait. */
    @GET
    @RunOnVirtualThread
    public boolean send() {
      for (int i = 0; i < 3; i++) {
        emitter.sendAndAwait("v" + i);
      }
      return Thread.currentThread().isVirtual();
    }
  }

  @Test
  void a_method_on_a_virtual_thread_may_wait() {
    given().get("/virtual").then().statusCode(200).body(equalTo("true"));
  }
}
