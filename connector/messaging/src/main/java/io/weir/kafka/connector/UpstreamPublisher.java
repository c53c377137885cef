package io.weir.kafka.connector;

import java.util.Objects;
import java.util.concurrent.Flow.Publisher;
import java.util.concurrent.Flow.Subscriber;
import java.util.concurrent.Flow.Subscription;
import org.eclipse.microprofile.reactive.messaging.Message;

/**
 * A {@link PatientUpstream} as the reactive streams of the JDK see it: a publisher for one
 * subscriber.
 *
 * @param <M> the messages that are sent to it
 */
record UpstreamPublisher<M extends Message<?>>(PatientUpstream upstream) implements Publisher<M> {

  private static final Subscription NOTHING =
      new Subscription() {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
      };

  @Override
  public void subscribe(Subscriber<? super M> subscriber) {
    Objects.requireNonNull(subscriber, "subscriber");
    if (!upstream.attach(new Link<>(upstream, subscriber))) {
      subscriber.onSubscribe(NOTHING);
      subscriber.onError(
          new IllegalStateException("An emitter has one subscriber; this is another"));
    }
  }

  /** The bond between the two; the upstream calls it in turn. */
  private static final class Link<M extends Message<?>>
      implements PatientUpstream.Downstream, Subscription {

    private final PatientUpstream upstream;
    private final Subscriber<? super M> subscriber;

    Link(PatientUpstream upstream, Subscriber<? super M> subscriber) {
      this.upstream = upstream;
      this.subscriber = subscriber;
    }

    @Override
    public void begin() {
      subscriber.onSubscribe(this);
    }

    @Override
    @SuppressWarnings("unchecked") // only messages of this type are sent to the upstream
    public void next(Message<?> message) {
      subscriber.onNext((M) message);
    }

    @Override
    public void complete() {
      subscriber.onComplete();
    }

    @Override
    public void fail(Throwable failure) {
      subscriber.onError(failure);
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        upstream.abort(
            new IllegalArgumentException("Rule 3.9: %d messages requested".formatted(n)));
      } else {
        upstream.request(n);
      }
    }

    @Override
    public void cancel() {
      upstream.cancel();
    }
  }
}
