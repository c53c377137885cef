package io.weir.kafka.connector;

import io.weir.kafka.api.RecordReceipt;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Sends to the upstream that all senders of one channel share. Any thread. */
record ChannelSender<T>(PatientUpstream upstream, CallerContexts callers)
    implements KafkaSender<T> {

  @Override
  public CompletionStage<@Nullable RecordReceipt> send(T payload) {
    return send(SentMessage.of(Objects.requireNonNull(payload, "payload"), callers.current()));
  }

  @Override
  public CompletionStage<@Nullable RecordReceipt> sendMessage(Message<? extends T> message) {
    return send(
        SentMessage.<T>around(Objects.requireNonNull(message, "message"), callers.current()));
  }

  private CompletionStage<@Nullable RecordReceipt> send(SentMessage<T> message) {
    upstream.send(message);
    return message.outcome();
  }

  @Override
  public CompletionStage<Void> whenReady() {
    CompletionStage<Void> ready = upstream.whenReady();
    Executor caller = callers.current();
    return caller == null ? ready : ready.whenCompleteAsync((nothing, failure) -> {}, caller);
  }

  @Override
  public boolean hasRequests() {
    return upstream.isReady();
  }
}
