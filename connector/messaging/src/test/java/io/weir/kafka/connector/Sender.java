package io.weir.kafka.connector;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** A bean that sends messages to the channel {@code out} and watches their signals. */
@ApplicationScoped
class Sender {

  private final ConcurrentLinkedQueue<String> signals = new ConcurrentLinkedQueue<>();

  @Inject
  @Channel("out")
  Emitter<Object> emitter;

  /** Completes when the message is acked; fails with the reason of its nack. */
  CompletableFuture<Void> send(@Nullable Object payload, Object... metadata) {
    CompletableFuture<Void> signal = new CompletableFuture<>();
    emitter.send(message(payload, signal, metadata));
    return signal;
  }

  @SuppressWarnings("NullAway") // a message without payload is a tombstone
  private Message<Object> message(
      @Nullable Object payload, CompletableFuture<Void> signal, Object... metadata) {
    return Message.of(
        payload,
        List.of(metadata),
        () -> {
          signals.add("ack");
          signal.complete(null);
          return done();
        },
        reason -> {
          signals.add("nack");
          signal.completeExceptionally(reason);
          return done();
        });
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  /** All acks and nacks so far, in order. */
  List<String> signals() {
    return List.copyOf(signals);
  }

  /** Sends the payload again and again while the channel asks for more; returns how often. */
  int fill(Object payload, Predicate<Integer> goOn) {
    int sent = 0;
    while (goOn.test(sent) && emitter.hasRequests()) {
      CompletableFuture<Void> unused = send(payload);
      sent++;
    }
    return sent;
  }

  boolean isAskedForMore() {
    return emitter.hasRequests();
  }
}
