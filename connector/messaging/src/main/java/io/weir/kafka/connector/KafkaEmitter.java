package io.weir.kafka.connector;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;

/**
 * An emitter whose messages wait when they do not fit, instead of failing with an overflow.
 *
 * <pre>{@code
 * @Inject
 * @Channel("orders")
 * KafkaEmitter<Order> orders;
 * }</pre>
 *
 * <p>Works where the runtime is SmallRye's and applications see its types: Quarkus and plain CDI;
 * elsewhere a {@link KafkaSender} does the same. {@code @OnOverflow} has no effect.
 *
 * <p>May be used by any number of threads, virtual ones included; only the methods that say so in
 * their names wait. The messages of one thread keep their order. {@code max-waiting-messages}
 * bounds how many wait, {@code max.block.ms} how long; beyond that a message fails with a {@link
 * io.weir.kafka.api.BufferExhaustedException}.
 *
 * <p>The Uni of a message completes when the message is acked, which is the broker's
 * acknowledgement, or fails as the message is nacked. It does so in the Vert.x context of the
 * caller, where there is one, else on the channel's completion task. Methods that wait throw an
 * {@link IllegalStateException}, and send nothing, where waiting would block an event loop, or the
 * callback that is waited for. Each subscription sends once; to cancel it calls no message back.
 * With {@code @Broadcast} the first signal counts.
 *
 * @param <T> the payloads
 */
public interface KafkaEmitter<T> extends MutinyEmitter<T> {

  /**
   * Completes when a message need not wait. It keeps nobody's place: all who ask at the same time
   * are told at the same time. Fails if the channel closes first.
   */
  Uni<Void> whenReady();

  /**
   * Whether a message that is sent now need not wait: the channel has asked for more, and nothing
   * waits before it.
   */
  @Override
  boolean hasRequests();
}
