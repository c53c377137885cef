package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.connector.MessageMapper.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChannelSubscriberTest {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final ManualExecutor completions = new ManualExecutor();
  private final UpstreamStub upstream = new UpstreamStub();
  private final List<String> signals = new ArrayList<>();
  private final List<Throwable> reasons = new ArrayList<>();
  private @Nullable ScriptedPipeline opened;

  @Test
  void theFirstDemandIsWhatThePipelineHasRoomFor() {
    subscribed(settings());

    completions.runAll();

    assertThat(upstream.requested()).isEqualTo(100);
  }

  @Test
  void requestsAfterTheFirstComeOnTheCompletionTask() {
    ChannelSubscriber subscriber = subscribed(settings());
    completions.runAll();
    upstream.onRequest = n -> assertThat(completions.isRunning()).isTrue();

    send(subscriber, 100);
    pipeline().deliver(100);
    completions.runAll();

    assertThat(upstream.requested()).isEqualTo(200);
  }

  @Test
  void demandIsRefilledBeforeItIsUsedUpAlthoughNothingIsAcknowledgedYet() {
    ChannelSubscriber subscriber = subscribed(settings());
    completions.runAll();

    send(subscriber, 75);
    completions.runAll();

    assertThat(upstream.requested()).isEqualTo(175);
  }

  @Test
  void maxInflightMessagesBoundsWhatIsRequestedAndUnacknowledged() {
    ChannelSubscriber subscriber = subscribed(settings(Acknowledgement.WHEN_DELIVERED, 10));
    send(subscriber, 10);
    completions.runAll();
    assertThat(upstream.requested()).isEqualTo(10);

    pipeline().deliver(4);
    completions.runAll();

    assertThat(upstream.requested()).isEqualTo(14);
  }

  @Test
  void aDeliveredMessageIsAckedOnceOnTheCompletionTask() {
    ChannelSubscriber subscriber = subscribed(settings());

    subscriber.onNext(message("a"));
    pipeline().deliver(1);
    assertThat(signals).isEmpty();
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
  }

  @Test
  void aFailedMessageIsNackedOnceWithTheReason() {
    ChannelSubscriber subscriber = subscribed(settings());
    ProducerException reason = new RecordTooLargeException("too large");

    subscriber.onNext(message("a"));
    pipeline().fail(reason);
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
    assertThat(reasons).containsExactly(reason);
  }

  @Test
  void aMessageThatFindsNoRoomWaitsAndKeepsItsPlace() {
    ChannelSubscriber subscriber = subscribed(settings());
    pipeline().room = 1;

    subscriber.onNext(message("a"));
    subscriber.onNext(message("b"));
    subscriber.onNext(message("c"));
    completions.runAll();
    assertThat(pipeline().accepted).extracting(a -> a.value()).containsExactly("a");
    assertThat(signals).isEmpty();

    pipeline().makeRoom(10);
    completions.runAll();
    subscriber.onNext(message("d"));

    assertThat(pipeline().accepted).extracting(a -> a.value()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void nothingIsRequestedWhileAMessageWaits() {
    ChannelSubscriber subscriber = subscribed(settings());
    completions.runAll();
    pipeline().room = 90;

    send(subscriber, 100);
    pipeline().deliver(50);
    completions.runAll();
    assertThat(upstream.requested()).isEqualTo(100);

    pipeline().makeRoom(1000);
    completions.runAll();
    assertThat(upstream.requested()).isEqualTo(200);
  }

  @Test
  void anUpstreamThatAnswersOnTheSpotDoesNotHoldUpOutcomes() {
    ChannelSubscriber subscriber = channel(settings());
    pipeline().estimate = 10_000;
    List<String> order = new ArrayList<>();
    upstream.onRequest =
        n -> {
          order.add("request " + n);
          send(subscriber, (int) n);
        };

    subscriber.onSubscribe(upstream);
    pipeline().deliver(1);
    completions.execute(() -> order.add("outcome"));
    upstream.onRequest = upstream.onRequest.andThen(n -> stopAfter(order, 12));
    completions.runAll();

    assertThat(order).hasSizeGreaterThan(10).startsWith("request 1024");
    assertThat(order.indexOf("outcome")).isBetween(1, 3);
  }

  private void stopAfter(List<String> order, int requests) {
    if (order.size() >= requests) {
      upstream.onRequest = n -> {};
    }
  }

  @Test
  void aMessageThatCannotBecomeARecordIsNackedNotThrown() {
    ChannelSubscriber subscriber = subscribed(settings());
    Message<String> tooLate =
        message("a")
            .addMetadata(OutgoingRecordMetadata.builder().withTimestamp(Instant.MAX).build());

    subscriber.onNext(tooLate);
    assertThat(signals).isEmpty();
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
    assertThat(reasons).singleElement().isInstanceOf(InvalidRecordException.class);
  }

  @Test
  void aMessageWhosePayloadThrowsIsNackedAndTheStreamGoesOn() {
    ChannelSubscriber subscriber = subscribed(settings());
    Message<String> broken =
        new Message<>() {
          @Override
          public String getPayload() {
            throw new IllegalStateException("no payload today");
          }

          @Override
          public CompletableFuture<Void> nack(Throwable reason) {
            reasons.add(reason);
            return CompletableFuture.completedFuture(null);
          }
        };

    subscriber.onNext(broken);
    subscriber.onNext(message("b"));
    pipeline().deliver(1);
    completions.runAll();

    assertThat(reasons).singleElement().asString().contains("no payload today");
    assertThat(signals).containsExactly("ack b");
  }

  @Test
  void aBugInThePipelineNacksTheMessage() {
    ChannelSubscriber subscriber = subscribed(settings());
    pipeline().bug = new IllegalStateException("bug");

    subscriber.onNext(message("a"));
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
  }

  @Test
  void aThrowingAckIsNotFollowedByAnotherSignalNorSentAgain() {
    ChannelSubscriber subscriber = subscribed(settings());
    Message<String> throwing =
        message("a")
            .withAck(
                () -> {
                  signals.add("ack a");
                  throw new IllegalStateException("the user's ack failed");
                });

    subscriber.onNext(throwing);
    subscriber.onNext(message("b"));
    pipeline().deliver(2);
    completions.runAll();

    assertThat(signals).containsExactly("ack a", "ack b");
    assertThat(pipeline().accepted).hasSize(2);
  }

  @Test
  void anUnfinishedAckDelaysNoOtherMessage() {
    ChannelSubscriber subscriber = subscribed(settings());
    CompletableFuture<Void> never = new CompletableFuture<>();
    subscriber.onNext(Message.of("a", () -> never));
    subscriber.onNext(message("b"));

    pipeline().deliver(2);
    completions.runAll();

    assertThat(signals).containsExactly("ack b");
    assertThat(never.completeExceptionally(new IllegalStateException("late"))).isTrue();
    completions.runAll();
    assertThat(signals).containsExactly("ack b");
  }

  @Test
  void withoutWaitingForTheWriteAMessageIsAckedWhenItIsAccepted() {
    ChannelSubscriber subscriber = subscribed(settings(Acknowledgement.WHEN_ACCEPTED, 0));

    subscriber.onNext(message("a"));
    assertThat(signals).isEmpty();
    completions.runAll();
    assertThat(signals).containsExactly("ack a");

    pipeline().fail(new RecordTooLargeException("too late to nack"));
    completions.runAll();
    assertThat(signals).containsExactly("ack a");
  }

  @Test
  void withoutWaitingForTheWriteAMessageThatFindsNoRoomIsNotAckedYet() {
    ChannelSubscriber subscriber = subscribed(settings(Acknowledgement.WHEN_ACCEPTED, 0));
    pipeline().room = 0;

    subscriber.onNext(message("a"));
    completions.runAll();
    assertThat(signals).isEmpty();

    pipeline().makeRoom(1);
    completions.runAll();
    assertThat(signals).containsExactly("ack a");
  }

  @Test
  void theEndOfTheUpstreamClosesTheChannelAfterTheLastOutcome() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.onNext(message("a"));

    subscriber.onComplete();
    completions.runAll();
    assertThat(pipeline().closeTimeout).isNull();
    assertThat(subscriber.whenClosed().toCompletableFuture()).isNotDone();

    pipeline().deliver(1);
    completions.runAll();
    assertThat(pipeline().closeTimeout).isEqualTo(CLOSE_TIMEOUT);
    assertThat(subscriber.whenClosed().toCompletableFuture())
        .isCompletedWithValue(new Settlement.Report(1, 0, 0));
  }

  @Test
  void anUpstreamThatFailsAlsoGetsItsMessagesDelivered() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.onNext(message("a"));

    subscriber.onError(new IllegalStateException("upstream"));
    pipeline().deliver(1);
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
    assertThat(subscriber.whenClosed().toCompletableFuture()).isCompleted();
  }

  @Test
  void nothingIsRequestedAfterTheUpstreamHasEnded() {
    ChannelSubscriber subscriber = subscribed(settings());
    completions.runAll();
    send(subscriber, 100);
    subscriber.onComplete();

    pipeline().deliver(100);
    completions.runAll();

    assertThat(upstream.requested()).isEqualTo(100);
  }

  @Test
  void closingNacksWhatIsLeftWhenTheTimeIsOverAndThenCancelsTheUpstream() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.onNext(message("a"));
    subscriber.onNext(message("b"));

    var report = subscriber.close(Duration.ofSeconds(3)).toCompletableFuture();
    pipeline().deliver(1);
    completions.runAll();
    assertThat(upstream.cancellations).isZero();
    assertThat(report).isNotDone();

    pipeline().finishClosing();
    completions.runAll();
    assertThat(upstream.cancellations).isEqualTo(1);
    assertThat(signals).containsExactly("ack a", "nack b");
    assertThat(reasons).singleElement().isInstanceOf(ProducerClosedException.class);
    assertThat(report).isCompletedWithValue(new Settlement.Report(1, 1, 0));
  }

  @Test
  void closingFirstGivesRoomToMessagesThatWait() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.onNext(message("earlier"));
    pipeline().deliver(1);
    completions.runAll();
    pipeline().room = 0;
    subscriber.onNext(message("a"));

    var report = subscriber.close(Duration.ofMinutes(1)).toCompletableFuture();
    completions.runAll();
    assertThat(pipeline().closeTimeout).isNull();

    pipeline().makeRoom(1);
    pipeline().deliver(1);
    completions.runAll();
    assertThat(signals).containsExactly("ack earlier", "ack a");
    assertThat(pipeline().closeTimeout).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(1));
    assertThat(report).isCompletedWithValue(new Settlement.Report(2, 0, 0));
  }

  @Test
  void messagesThatStillWaitWhenTheTimeIsOverAreNacked() {
    ChannelSubscriber subscriber = subscribed(settings());
    pipeline().room = 0;
    subscriber.onNext(message("a"));
    subscriber.onNext(message("b"));

    var report = subscriber.close(Duration.ZERO).toCompletableFuture();

    await()
        .until(
            () -> {
              completions.runAll();
              return report.isDone();
            });
    assertThat(signals).containsExactly("nack a", "nack b");
    assertThat(report).isCompletedWithValue(new Settlement.Report(0, 2, 0));
  }

  @Test
  void aMessageThatComesAfterTheCloseIsNacked() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.close(Duration.ZERO);
    completions.runAll();
    await()
        .until(
            () -> {
              completions.runAll();
              return pipeline().closeTimeout != null;
            });

    subscriber.onNext(message("late"));
    completions.runAll();

    assertThat(signals).containsExactly("nack late");
  }

  @Test
  void aChannelWithoutUpstreamCloses() {
    ChannelSubscriber subscriber = channel(settings());

    var report = subscriber.close(Duration.ofMinutes(1)).toCompletableFuture();

    await()
        .until(
            () -> {
              completions.runAll();
              return report.isDone();
            });
    assertThat(report).isCompletedWithValue(new Settlement.Report(0, 0, 0));
  }

  @Test
  void failuresAreReportedByWhatIsKnownOfThem() {
    ChannelSubscriber subscriber = subscribed(settings());
    send(subscriber, 3);
    pipeline().deliver(1);
    pipeline().fail(new RecordTooLargeException("x"));
    pipeline().fail(new ProducerClosedException("x", Persistence.POSSIBLY_PERSISTED));

    subscriber.onComplete();
    completions.runAll();

    assertThat(subscriber.whenClosed().toCompletableFuture())
        .isCompletedWithValue(new Settlement.Report(1, 1, 1));
  }

  @Test
  void aSecondSubscriptionIsCancelled() {
    ChannelSubscriber subscriber = subscribed(settings());
    UpstreamStub second = new UpstreamStub();

    subscriber.onSubscribe(second);

    assertThat(second.cancellations).isEqualTo(1);
    assertThat(second.requests).isEmpty();
    assertThat(upstream.cancellations).isZero();
  }

  @Test
  @SuppressWarnings("NullAway") // what the specification forbids (rule 2.13)
  void nullIsRefusedAsReactiveStreamsDemands() {
    ChannelSubscriber subscriber = channel(settings());

    assertThatThrownBy(() -> subscriber.onSubscribe(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> subscriber.onNext(null)).isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> subscriber.onError(null)).isInstanceOf(NullPointerException.class);
  }

  private static Settings settings() {
    return settings(Acknowledgement.WHEN_DELIVERED, 0);
  }

  private static Settings settings(Acknowledgement acknowledgement, int maxInflight) {
    return new Settings(
        "orders", new Route("topic", -1, null), acknowledgement, maxInflight, CLOSE_TIMEOUT);
  }

  private ChannelSubscriber channel(Settings settings) {
    return new ChannelSubscriber(
        settings,
        completions,
        outcomes -> {
          opened = new ScriptedPipeline(outcomes, completions);
          return opened;
        });
  }

  private ChannelSubscriber subscribed(Settings settings) {
    ChannelSubscriber subscriber = channel(settings);
    subscriber.onSubscribe(upstream);
    return subscriber;
  }

  private ScriptedPipeline pipeline() {
    if (opened == null) {
      throw new AssertionError("No pipeline yet");
    }
    return opened;
  }

  private void send(ChannelSubscriber subscriber, int messages) {
    for (int i = 0; i < messages; i++) {
      subscriber.onNext(message("m" + i));
    }
  }

  private Message<String> message(String payload) {
    return Message.of(
        payload,
        () -> {
          assertThat(completions.isRunning()).isTrue();
          signals.add("ack " + payload);
          return CompletableFuture.completedFuture(null);
        },
        reason -> {
          assertThat(completions.isRunning()).isTrue();
          signals.add("nack " + payload);
          reasons.add(reason);
          return CompletableFuture.completedFuture(null);
        });
  }
}
