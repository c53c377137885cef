package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.RecordTooLargeException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.junit.jupiter.api.Test;

/** The end of a channel, by its upstream or by the application. */
class ChannelCloseTest extends ChannelFixture {

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
        .isCompletedWithValue(new Settlement.Report(1, 0, 0, 0));
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
    assertThat(report).isCompletedWithValue(new Settlement.Report(1, 1, 0, 0));
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

    timers.advance(SECONDS.toNanos(20));
    pipeline().makeRoom(1);
    pipeline().deliver(1);
    completions.runAll();
    assertThat(signals).containsExactly("ack earlier", "ack a");
    assertThat(pipeline().closeTimeout).isEqualTo(Duration.ofSeconds(40));
    pipeline().finishClosing();
    completions.runAll();
    assertThat(report).isCompletedWithValue(new Settlement.Report(2, 0, 0, 0));
  }

  @Test
  void messagesThatStillWaitWhenTheTimeIsOverAreNacked() {
    ChannelSubscriber subscriber = subscribed(settings());
    pipeline().room = 0;
    subscriber.onNext(message("a"));
    subscriber.onNext(message("b"));

    var report = subscriber.close(Duration.ofSeconds(3)).toCompletableFuture();
    completions.runAll();
    timers.advance(SECONDS.toNanos(3) - 1);
    completions.runAll();
    assertThat(signals).isEmpty();

    timers.advance(1);
    completions.runAll();
    assertThat(signals).containsExactly("nack a", "nack b");
    assertThat(timers.size()).isZero();
    assertThat(report).isCompletedWithValue(new Settlement.Report(0, 2, 0, 0));
  }

  @Test
  void aMessageThatComesAfterTheCloseIsNacked() {
    ChannelSubscriber subscriber = subscribed(settings());
    subscriber.close(Duration.ZERO);
    completions.runAll();

    subscriber.onNext(message("late"));
    completions.runAll();

    assertThat(signals).containsExactly("nack late");
  }

  @Test
  void aChannelWithoutUpstreamCloses() {
    ChannelSubscriber subscriber = channel(settings());

    var report = subscriber.close(Duration.ofMinutes(1)).toCompletableFuture();

    completions.runAll();
    assertThat(report).isCompletedWithValue(new Settlement.Report(0, 0, 0, 0));
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
        .isCompletedWithValue(new Settlement.Report(1, 1, 1, 0));
  }

  @Test
  void aCloseWithinACallbackReturnsAndTheChannelClosesAfterIt() {
    ChannelSubscriber subscriber = subscribed(settings());
    OutgoingChannels channels = new OutgoingChannels(timers);
    channels.add(subscriber);
    subscriber.onNext(
        Message.of(
            "a",
            () -> {
              channels.close();
              signals.add("closed");
              return CompletableFuture.completedFuture(null);
            }));
    subscriber.onNext(message("b"));

    pipeline().deliver(1);
    completions.runAll();
    assertThat(signals).containsExactly("closed");

    pipeline().deliver(1);
    pipeline().finishClosing();
    completions.runAll();
    assertThat(signals).containsExactly("closed", "ack b");
    assertThat(subscriber.whenClosed().toCompletableFuture())
        .isCompletedWithValue(new Settlement.Report(2, 0, 0, 0));
  }
}
