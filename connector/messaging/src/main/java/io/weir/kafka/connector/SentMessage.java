package io.weir.kafka.connector;

import io.weir.kafka.api.ReceiptListener;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.mapping.Envelope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message of a {@link KafkaSender}, or one around another that was given to it; brings its
 * outcome back. Needs nothing that the specification's own messages lack.
 *
 * <p>Its signals come on the completion task, once; the outcome then goes to the context of the
 * caller, if there is one.
 */
final class SentMessage<T> implements Message<T>, Envelope, ReceiptListener {

  private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);

  private final T payload;
  private final @Nullable Message<? extends T> original;
  private final @Nullable Executor caller;
  private final CompletableFuture<@Nullable RecordReceipt> outcome = new CompletableFuture<>();

  /** Completion task only. */
  private @Nullable RecordReceipt receipt;

  private SentMessage(
      T payload, @Nullable Message<? extends T> original, @Nullable Executor caller) {
    this.payload = payload;
    this.original = original;
    this.caller = caller;
  }

  static <T> SentMessage<T> of(T payload, @Nullable Executor caller) {
    return new SentMessage<>(payload, null, caller);
  }

  /** Passes the signals on to the message. */
  static <T> SentMessage<T> around(Message<? extends T> message, @Nullable Executor caller) {
    return new SentMessage<>(message.getPayload(), message, caller);
  }

  CompletionStage<@Nullable RecordReceipt> outcome() {
    return outcome.minimalCompletionStage();
  }

  @Override
  public @Nullable Message<? extends T> original() {
    return original;
  }

  @Override
  public T getPayload() {
    return payload;
  }

  @Override
  public void delivered(RecordReceipt where) {
    receipt = where;
  }

  @Override
  public CompletionStage<Void> ack() {
    try {
      return original == null ? DONE : original.ack();
    } finally {
      RecordReceipt where = receipt;
      tell(() -> outcome.complete(where));
    }
  }

  @Override
  public CompletionStage<Void> nack(Throwable reason) {
    try {
      return original == null ? DONE : original.nack(reason);
    } finally {
      tell(() -> outcome.completeExceptionally(reason));
    }
  }

  private void tell(Runnable end) {
    if (caller == null) {
      end.run();
    } else {
      caller.execute(end);
    }
  }
}
