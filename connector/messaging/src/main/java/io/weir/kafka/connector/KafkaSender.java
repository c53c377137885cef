package io.weir.kafka.connector;

import io.weir.kafka.api.RecordReceipt;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * Sends to an outgoing channel from imperative code, on every runtime: what does not fit waits.
 *
 * <pre>{@code
 * @Inject
 * @WeirChannel("orders")
 * KafkaSender<Order> orders;
 *
 * orders.send(order).thenAccept(receipt -> ...);
 * }</pre>
 *
 * <p>It has a channel of its own, with the settings {@code mp.messaging.outgoing.orders.*}; all
 * injected senders of one name share it. The framework, which also reads these settings, wants a
 * {@code connector} among them and opens another channel, which stays idle (it may say that it has
 * no upstream). Nothing is kept in order between a sender and an {@code @Outgoing} method, or an
 * emitter, of the same name.
 *
 * <p>May be used by any number of threads, virtual ones included; no method blocks. The messages of
 * one thread keep their order. {@code max-waiting-messages} bounds how many wait, {@code
 * max.block.ms} how long; beyond that a message fails with a {@link
 * io.weir.kafka.api.BufferExhaustedException}. Stages complete on the channel's completion task.
 *
 * @param <T> the payloads: any that the channel's serializer takes, {@link
 *     io.weir.kafka.api.Record} and {@link io.weir.kafka.api.OutgoingRecord} included
 */
public interface KafkaSender<T> {

  /**
   * Sends the payload at once.
   *
   * @param payload not null; {@link io.weir.kafka.api.Record#tombstone} deletes a key
   * @return completes with the broker's acknowledgement, or fails with a {@link
   *     io.weir.kafka.api.ProducerException}. The receipt is null where the message is acked
   *     without being in its topic: with {@code waitForWriteCompletion=false}, or if {@code
   *     failure-strategy} says so
   */
  CompletionStage<@Nullable RecordReceipt> send(T payload);

  /**
   * Sends the message at once, and acks or nacks it.
   *
   * @return as {@link #send}
   */
  CompletionStage<@Nullable RecordReceipt> sendMessage(Message<? extends T> message);

  /**
   * Completes when a message need not wait. It keeps nobody's place: all who ask at the same time
   * are told at the same time. Fails if the channel closes first.
   */
  CompletionStage<Void> whenReady();

  /** Whether a message that is sent now need not wait. */
  boolean hasRequests();
}
