package io.weir.examples.quarkus;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.virtual.threads.VirtualThreads;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.NonBlocking;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.vertx.core.Vertx;
import io.weir.kafka.connector.KafkaEmitter;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On which threads and in which contexts of Vert.x those who send hear of their messages. */
@QuarkusTest
@WithTestResource(EmbeddedKafka.class)
class ContextsTest {

  private static final long DEADLINE_SECONDS = 20;

  /** Answers "back" when it hears of its message where it sent it. */
  @Path("/contexts")
  public static class Sending {

    @Inject
    @Channel("contexts-waiting")
    KafkaEmitter<String> waiting;

    @Inject
    @Channel("contexts-mutiny")
    MutinyEmitter<String> mutiny;

    @Inject
    @Channel("contexts-plain")
    Emitter<String> plain;

    @GET
    @Path("/waiting")
    @NonBlocking
    public Uni<String> waiting() {
      return waiting.send("v").map(sameContext());
    }

    @GET
    @Path("/mutiny")
    @NonBlocking
    public Uni<String> mutiny() {
      return mutiny.send("v").map(sameContext());
    }

    /** SmallRye notes the event loop of a plain emitter's caller, not its very context. */
    @GET
    @Path("/plain")
    @NonBlocking
    public CompletionStage<String> plain() {
      Thread eventLoop = Thread.currentThread();
      return plain
          .send("v")
          .thenApply(
              done ->
                  eventLoop.equals(Thread.currentThread())
                      ? "back"
                      : Thread.currentThread().getName());
    }

    @GET
    @Path("/await/event-loop")
    @NonBlocking
    public String awaitOnEventLoop() {
      return tryTo(() -> waiting.sendAndAwait("never"));
    }

    @GET
    @Path("/await/mutiny-event-loop")
    @NonBlocking
    public String awaitWithMutinyOnEventLoop() {
      return tryTo(() -> mutiny.sendAndAwait("never"));
    }

    @GET
    @Path("/await/worker")
    @Blocking
    public String awaitOnWorker() {
      waiting.sendAndAwait("v");
      mutiny.sendAndAwait("v");
      return "sent";
    }

    private static String tryTo(Runnable send) {
      try {
        send.run();
        return "sent";
      } catch (IllegalStateException refused) {
        return String.valueOf(refused.getMessage());
      }
    }

    private static Function<Void, String> sameContext() {
      Object caller = Objects.requireNonNull(Vertx.currentContext());
      return done -> caller.equals(Vertx.currentContext()) ? "back" : "elsewhere";
    }
  }

  @Inject @VirtualThreads ExecutorService virtualThreads;

  @Inject
  @Channel("contexts-virtual")
  KafkaEmitter<String> fromVirtualThreads;

  @ParameterizedTest
  @ValueSource(strings = {"waiting", "mutiny", "plain"})
  void those_who_send_in_a_vertx_context_hear_of_it_there(String emitter) {
    given().get("/contexts/" + emitter).then().statusCode(200).body(equalTo("back"));
  }

  @Test
  void waiting_on_an_event_loop_is_refused_with_the_channel_and_the_remedy() {
    given()
        .get("/contexts/await/event-loop")
        .then()
        .statusCode(200)
        .body(containsString("Channel 'contexts-waiting'"))
        .body(containsString("return the Uni of send(), or annotate the method with @Blocking"));
  }

  @Test
  void mutinys_own_emitter_refuses_to_wait_on_an_event_loop_too() {
    given()
        .get("/contexts/await/mutiny-event-loop")
        .then()
        .statusCode(200)
        .body(containsString("cannot be blocked"));
  }

  @Test
  void a_worker_thread_may_wait() {
    given().get("/contexts/await/worker").then().statusCode(200).body(equalTo("sent"));
  }

  /** On JDK 17 Quarkus lends worker threads here. */
  @Test
  void virtual_threads_may_wait() throws Exception {
    Supplier<String> send =
        () -> {
          fromVirtualThreads.sendAndAwait("v");
          return "sent";
        };

    assertThat(virtualThreads.submit(send::get).get(DEADLINE_SECONDS, TimeUnit.SECONDS))
        .isEqualTo("sent");
  }
}
