package io.weir.kafka.connector;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.reactivestreams.Subscription;

/** The bond between a {@link KafkaSender}'s upstream, which calls it in turn, and its channel. */
record ChannelLink(PatientUpstream upstream, ChannelSubscriber channel)
    implements PatientUpstream.Downstream, Subscription {

  @Override
  public void begin() {
    channel.onSubscribe(this);
  }

  @Override
  public void next(Message<?> message) {
    channel.onNext(message);
  }

  @Override
  public void complete() {
    channel.onComplete();
  }

  @Override
  public void fail(Throwable failure) {
    channel.onError(failure);
  }

  @Override
  public void request(long n) {
    upstream.request(n);
  }

  @Override
  public void cancel() {
    upstream.cancel();
  }
}
