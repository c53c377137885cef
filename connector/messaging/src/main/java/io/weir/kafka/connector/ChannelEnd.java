package io.weir.kafka.connector;

import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.streams.operators.CompletionSubscriber;
import org.eclipse.microprofile.reactive.streams.operators.SubscriberBuilder;
import org.eclipse.microprofile.reactive.streams.operators.spi.ReactiveStreamsEngine;

/**
 * A finished subscriber in the shape that the specification asks for; needs no engine of Reactive
 * Streams Operators.
 *
 * @param end completes when the channel is closed
 */
record ChannelEnd(ChannelSubscriber subscriber, CompletionStage<Void> end)
    implements SubscriberBuilder<Message<?>, Void> {

  @Override
  public CompletionSubscriber<Message<?>, Void> build() {
    return CompletionSubscriber.of(subscriber, end);
  }

  /** The engine is not needed. */
  @Override
  public CompletionSubscriber<Message<?>, Void> build(ReactiveStreamsEngine engine) {
    return build();
  }
}
