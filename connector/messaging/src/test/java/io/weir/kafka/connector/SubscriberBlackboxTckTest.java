package io.weir.kafka.connector;

import org.eclipse.microprofile.reactive.messaging.Message;
import org.reactivestreams.Subscriber;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The channel's subscriber under the kit of Reactive Streams, seen from outside. */
public class SubscriberBlackboxTckTest extends SubscriberBlackboxVerification<Message<?>> {

  public SubscriberBlackboxTckTest() {
    super(new TestEnvironment(SubscriberTckTest.DEADLINE_MS, SubscriberTckTest.SILENCE_MS));
  }

  @Override
  public Subscriber<Message<?>> createSubscriber() {
    return SubscriberTckTest.newChannel();
  }

  @Override
  public Message<?> createElement(int element) {
    return Message.of("element-" + element);
  }
}
