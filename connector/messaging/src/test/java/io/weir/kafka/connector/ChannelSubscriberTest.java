package io.weir.kafka.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

/** Demand, outcomes and signals while the channel is open. */
class ChannelSubscriberTest extends ChannelFixture {

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
    upstream.onRequest = n -> assertThat(completions.isRunningHere()).isTrue();

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

  /** Such a stage is a CompletableFuture that cannot be asked whether it is done. */
  @Test
  void anAckMayAnswerAMinimalStage() throws Exception {
    List<String> warnings =
        Warnings.during(
            Settlement.class.getName(),
            () -> {
              ChannelSubscriber subscriber = subscribed(settings());
              subscriber.onNext(Message.of("a", () -> CompletableFuture.completedStage(null)));
              subscriber.onNext(Message.of("b", () -> CompletableFuture.failedStage(new Mishap())));
              pipeline().deliver(2);
              completions.runAll();
            });

    assertThat(warnings).singleElement().asString().contains("WEIR00103", "Mishap");
  }

  private static final class Mishap extends RuntimeException {}

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
}
