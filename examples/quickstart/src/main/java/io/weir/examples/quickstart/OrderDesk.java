package io.weir.examples.quickstart;

import io.smallrye.reactive.messaging.MutinyEmitter;
import io.weir.kafka.api.Record;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Channel;

/** The three ways to send one record. */
@ApplicationScoped
public class OrderDesk {

  @Inject
  @Channel("orders-desk")
  MutinyEmitter<Record<String, String>> emitter;

  /** Returns at once; a failure shows in the log only. */
  void sendAndForget(Record<String, String> order) {
    emitter.sendAndForget(order);
  }

  /** Returns when Kafka has the record; throws if it could not be delivered. */
  void sendAndAwait(Record<String, String> order) {
    emitter.sendAndAwait(order);
  }

  /**
   * Returns at once; the callbacks on the {@code Uni} run when the outcome is known.
   *
   * @return completed with the name of the thread that called back
   */
  CompletableFuture<String> sendWithCallback(Record<String, String> order) {
    CompletableFuture<String> outcome = new CompletableFuture<>();
    emitter
        .send(order)
        .subscribe()
        .with(
            done -> outcome.complete(Thread.currentThread().getName()),
            outcome::completeExceptionally);
    return outcome;
  }
}
