package io.weir.kafka.connector;

import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.FailureStrategy;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.connector.ChannelSubscriber.Limits;
import io.weir.kafka.connector.ChannelSubscriber.Parts;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.mapping.Mappers;
import io.weir.kafka.producer.CompletionThreads;
import java.time.Duration;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberWhiteboxVerification;
import org.reactivestreams.tck.TestEnvironment;

/** The channel's subscriber under the kit of Reactive Streams, which knows when it is called. */
public class SubscriberTckTest extends SubscriberWhiteboxVerification<Message<?>> {

  /** For a signal that must come. */
  static final long DEADLINE_MS = 30_000;

  /** For one that must not. */
  static final long SILENCE_MS = 100;

  public SubscriberTckTest() {
    super(new TestEnvironment(DEADLINE_MS, SILENCE_MS));
  }

  static ChannelSubscriber newChannel() {
    CompletionTask completions =
        new CompletionTask(CompletionThreads.executor(), CompletionThreads.executor());
    return new ChannelSubscriber(
        new Settings(
            "tck",
            Acknowledgement.WHEN_DELIVERED,
            new Limits(8, Duration.ofSeconds(1)),
            new Failures(FailureStrategy.FAIL, "unused"),
            Search.AT_ONCE),
        new Parts(completions, DaemonTimers.SHARED, Mappers.plain("topic")),
        outcomes -> new PromptPipeline(outcomes, completions));
  }

  @Override
  public Subscriber<Message<?>> createSubscriber(WhiteboxSubscriberProbe<Message<?>> probe) {
    ChannelSubscriber channel = newChannel();
    return new Subscriber<>() {
      @Override
      public void onSubscribe(Subscription subscription) {
        channel.onSubscribe(subscription);
        probe.registerOnSubscribe(
            new SubscriberPuppet() {
              @Override
              public void triggerRequest(long elements) {
                subscription.request(elements);
              }

              @Override
              public void signalCancel() {
                subscription.cancel();
              }
            });
      }

      @Override
      public void onNext(Message<?> message) {
        channel.onNext(message);
        probe.registerOnNext(message);
      }

      @Override
      public void onError(Throwable failure) {
        channel.onError(failure);
        probe.registerOnError(failure);
      }

      @Override
      public void onComplete() {
        channel.onComplete();
        probe.registerOnComplete();
      }
    };
  }

  @Override
  public Message<?> createElement(int element) {
    return Message.of("element-" + element);
  }
}
