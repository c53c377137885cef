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
 * <p>It has a channel of its own, which Weir opens with the first sender of that name; all of that
 * name share it. It works without any setting but {@code kafka.bootstrap.servers}; what it needs
 * besides goes to {@code weir.channel.orders.*}, which comes before {@code
 * mp.messaging.connector.weir-kafka.*}:
 *
 * <pre>{@code
 * weir.channel.orders.topic=orders-of-today
 * }</pre>
 *
 * <p>{@code mp.messaging.outgoing.orders.*} is read too, behind {@code weir.channel}. But where
 * those settings are, the runtime expects an {@code @Outgoing} method or an emitter of that name,
 * and may warn that the channel has no upstream. Between these and a sender of the same name
 * nothing is kept in order.
 *
 * <p>May be used by any number of threads, virtual ones included; no method blocks. The messages of
 * one thread keep their order. {@code max-waiting-messages} bounds how many wait, {@code
 * max.block.ms} how long; beyond that a message fails with a {@link
 * io.weir.kafka.api.BufferExhaustedException}. Stages complete in the Vert.x context of the caller,
 * where there is one, else on the channel's completion task.
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
