package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.FailureStrategy;
import io.weir.kafka.config.ObservationSettings.Search;
import io.weir.kafka.connector.ChannelSubscriber.Limits;
import io.weir.kafka.connector.ChannelSubscriber.Parts;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.mapping.Mappers;
import io.weir.kafka.producer.Outcomes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** A channel with a scripted pipeline and a completion task that the test runs. */
class ChannelFixture {

  static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);
  static final Failures NACK = new Failures(FailureStrategy.FAIL, "unused");

  final ManualExecutor completions = new ManualExecutor();
  final ManualTimers timers = new ManualTimers();
  final UpstreamStub upstream = new UpstreamStub();
  final List<String> signals = new ArrayList<>();
  final List<Throwable> reasons = new ArrayList<>();
  private @Nullable ScriptedPipeline opened;

  static Settings settings() {
    return settings(Acknowledgement.WHEN_DELIVERED, 0);
  }

  static Settings settings(Acknowledgement acknowledgement, int maxInflight) {
    return new Settings(
        "orders", acknowledgement, new Limits(maxInflight, CLOSE_TIMEOUT), NACK, Search.AT_ONCE);
  }

  ChannelSubscriber channel(Settings settings) {
    return new ChannelSubscriber(
        settings,
        new Parts(completions, timers, Mappers.plain("topic")),
        outcomes ->
            settings.failures().strategy() == FailureStrategy.DEAD_LETTER_TOPIC
                ? new DeadLetters(
                    settings.failures().deadLetterTopic(), completions, outcomes, this::open)
                : open(outcomes));
  }

  ScriptedPipeline open(Outcomes outcomes) {
    opened = new ScriptedPipeline(outcomes, completions);
    return opened;
  }

  ChannelSubscriber subscribed(Settings settings) {
    ChannelSubscriber subscriber = channel(settings);
    subscriber.onSubscribe(upstream);
    return subscriber;
  }

  ScriptedPipeline pipeline() {
    if (opened == null) {
      throw new AssertionError("No pipeline yet");
    }
    return opened;
  }

  void send(ChannelSubscriber subscriber, int messages) {
    for (int i = 0; i < messages; i++) {
      subscriber.onNext(message("m" + i));
    }
  }

  Message<String> message(String payload) {
    return Message.of(
        payload,
        () -> {
          assertThat(completions.isRunningHere()).isTrue();
          signals.add("ack " + payload);
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          assertThat(completions.isRunningHere()).isTrue();
          signals.add("nack " + payload);
          reasons.add(reason);
          return CompletableFuture.completedFuture(null);
        });
  }
}
