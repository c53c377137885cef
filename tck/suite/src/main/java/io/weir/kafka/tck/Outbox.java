package io.weir.kafka.tck;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy;

/** Sends messages to the channel {@code out} and watches what becomes of them. */
@ApplicationScoped
public class Outbox {

  private static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

  @Inject
  @Channel(Application.CHANNEL)
  @OnOverflow(Strategy.UNBOUNDED_BUFFER)
  Emitter<String> emitter;

  /** Completes with the ack, fails with the reason of the nack. */
  public CompletableFuture<Void> send(String payload, Object... metadata) {
    return send(payload, () -> DONE, metadata);
  }

  /**
   * As above.
   *
   * @param ack runs as part of the acknowledgement, whose outcome is its own
   */
  public CompletableFuture<Void> send(
      String payload, Supplier<CompletionStage<Void>> ack, Object... metadata) {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    emitter.send(
        Message.of(
            payload,
            List.of(metadata),
            () -> {
              signal.complete(null);
              return ack.get();
            },
            reason -> {
              signal.completeExceptionally(reason);
              return DONE;
            }));
    return signal;
  }
}
