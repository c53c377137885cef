package io.weir.kafka.connector;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.smallrye.reactive.messaging.EmitterConfiguration;
import io.smallrye.reactive.messaging.GenericPayload;
import io.smallrye.reactive.messaging.MessagePublisherProvider;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow.Publisher;
import java.util.function.BooleanSupplier;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * The emitter of one channel: each message goes to a {@link PatientUpstream}, its signals to the
 * Uni.
 *
 * <p>Any thread.
 */
final class WaitingEmitter<T> implements KafkaEmitter<T>, MessagePublisherProvider<T> {

  private static final System.Logger LOG = System.getLogger(WaitingEmitter.class.getName());

  private final PatientUpstream upstream;
  private final CallerContexts callers;
  private final String channel;
  private final BooleanSupplier inCallback;
  private final Publisher<Message<? extends T>> publisher;

  /**
   * @param callers where callers want to hear of their messages
   * @param inCallback whether the calling thread is in a callback of this channel
   */
  WaitingEmitter(
      PatientUpstream upstream,
      EmitterConfiguration configuration,
      CallerContexts callers,
      BooleanSupplier inCallback) {
    this.upstream = upstream;
    this.callers = callers;
    this.channel = configuration.name();
    this.inCallback = inCallback;
    this.publisher = broadcastIfAsked(new UpstreamPublisher<>(upstream), configuration);
  }

  private static <M> Publisher<M> broadcastIfAsked(
      Publisher<M> publisher, EmitterConfiguration configuration) {
    if (!configuration.broadcast()) {
      return publisher;
    }
    int subscribers = configuration.numberOfSubscriberBeforeConnecting();
    return subscribers > 0
        ? Multi.createFrom().publisher(publisher).broadcast().toAtLeast(subscribers)
        : Multi.createFrom().publisher(publisher).broadcast().toAllSubscribers();
  }

  @Override
  public Publisher<Message<? extends T>> getPublisher() {
    return publisher;
  }

  @Override
  public Uni<Void> send(T payload) {
    return sendMessage(Message.of(Objects.requireNonNull(payload, "payload")));
  }

  @Override
  public <M extends Message<? extends T>> Uni<Void> sendMessage(M message) {
    Objects.requireNonNull(message, "message");
    return comingBack(
        Uni.createFrom().emitter(emitter -> upstream.send(observed(message, emitter))));
  }

  /** To the context in which the caller is now, if there is one. */
  private <R> Uni<R> comingBack(Uni<R> uni) {
    Executor caller = callers.current();
    return caller == null ? uni : uni.emitOn(caller);
  }

  private static Message<?> observed(Message<?> message, UniEmitter<? super Void> emitter) {
    Message<?> observed =
        message
            .withAck(
                () -> {
                  try {
                    return message.ack();
                  } finally {
                    emitter.complete(null);
                  }
                })
            .withNack(
                reason -> {
                  try {
                    return message.nack(reason);
                  } finally {
                    emitter.fail(reason);
                  }
                });
    return message.getPayload() instanceof GenericPayload<?> generic
        ? generic.toMessage(observed)
        : observed;
  }

  @Override
  public void sendAndAwait(T payload) {
    checkMayWait();
    send(payload).await().indefinitely();
  }

  @Override
  public Cancellable sendAndForget(T payload) {
    return forget(send(payload));
  }

  @Override
  @SuppressWarnings("deprecation") // the interface still has it
  public <M extends Message<? extends T>> void send(M message) {
    Cancellable unused = sendMessageAndForget(message);
  }

  @Override
  public <M extends Message<? extends T>> void sendMessageAndAwait(M message) {
    checkMayWait();
    sendMessage(message).await().indefinitely();
  }

  /** Before anything is sent. */
  private void checkMayWait() {
    if (!RuntimeExecutor.mayBlockCaller()) {
      throw mayNotWait(
          "an event loop, which must not be blocked",
          "return the Uni of send(), or annotate the method with @Blocking or @RunOnVirtualThread");
    }
    if (inCallback.getAsBoolean()) {
      throw mayNotWait(
          "a callback of this channel, which would wait for itself",
          "chain send() to the Uni before it");
    }
  }

  private IllegalStateException mayNotWait(String where, String remedy) {
    return new IllegalStateException(
        "Channel '%s': nothing is sent, since %s is %s; %s"
            .formatted(channel, Thread.currentThread().getName(), where, remedy));
  }

  @Override
  public <M extends Message<? extends T>> Cancellable sendMessageAndForget(M message) {
    return forget(sendMessage(message));
  }

  /** The channel itself warns of messages that fail; those that never came to it are told here. */
  private static Cancellable forget(Uni<Void> sent) {
    return sent.subscribe()
        .with(
            done -> {},
            failure ->
                LOG.log(
                    System.Logger.Level.DEBUG, "A message that nobody waits for failed", failure));
  }

  @Override
  public void complete() {
    upstream.complete();
  }

  @Override
  public void error(Exception failure) {
    upstream.fail(Objects.requireNonNull(failure, "failure"));
  }

  @Override
  public boolean isCancelled() {
    return !upstream.isOpen();
  }

  @Override
  public boolean hasRequests() {
    return upstream.isReady();
  }

  @Override
  public Uni<Void> whenReady() {
    return comingBack(Uni.createFrom().completionStage(upstream::whenReady));
  }
}
