package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.connector.PatientUpstream.Patience;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The common end of all channels, in virtual time. */
class OutgoingChannelsTest extends ChannelFixture {

  private final OutgoingChannels channels = new OutgoingChannels(timers);
  private final ChannelSubscriber channel = channel(settings(Acknowledgement.WHEN_DELIVERED, 1));
  private final PatientUpstream feeder =
      new PatientUpstream(new Patience("orders", 100, SECONDS.toNanos(3600)), completions, timers);

  @Test
  void whatWaitsAtAnEmitterIsDeliveredBeforeItsChannelCloses() {
    CompletableFuture<Void> end = sendAndClose("a", "b");

    for (int i = 0; i < 2; i++) {
      pipeline().deliver(1);
      completions.runAll();
    }
    pipeline().finishClosing();
    completions.runAll();

    assertThat(signals).containsExactly("ack a", "ack b");
    assertThat(end).isCompleted();
    assertThat(timers.size()).isZero();
  }

  @Test
  void aDeadBrokerHoldsUpTheEndForTheTimeoutAndNotForLonger() {
    CompletableFuture<Void> end = sendAndClose("a", "b");
    pipeline().finishesAtOnce = true;

    timers.advance(CLOSE_TIMEOUT.toNanos() - 1);
    completions.runAll();
    assertThat(end).isNotDone();
    assertThat(signals).isEmpty();

    timers.advance(1);
    completions.runAll();
    assertThat(signals).containsExactlyInAnyOrder("nack a", "nack b");
    assertThat(pipeline().closeTimeout).isEqualTo(Duration.ZERO);
    assertThat(end).isCompleted();
  }

  @Test
  void anEmitterThatIsClosedTakesNoMore() {
    CompletableFuture<Void> end = sendAndClose();
    completions.runAll();

    feeder.send(message("late"));
    completions.runAll();

    assertThat(end).isCompleted();
    assertThat(signals).containsExactly("nack late");
  }

  @Test
  void aFailedDeploymentLeavesNothingOpen() {
    channels.add(channel);
    channels.addEmitter("orders", feeder);
    feeder.attach(new ChannelLink(feeder, channel));

    channels.abandon();
    completions.runAll();

    assertThat(feeder.isOpen()).isFalse();
    assertThat(channel.whenClosed().toCompletableFuture()).isCompleted();
  }

  private CompletableFuture<Void> sendAndClose(String... payloads) {
    channels.add(channel);
    channels.addEmitter("orders", feeder);
    feeder.attach(new ChannelLink(feeder, channel));
    for (String payload : payloads) {
      feeder.send(message(payload));
    }
    completions.runAll();
    CompletableFuture<Void> end = channels.beginClose();
    completions.runAll();
    return end;
  }
}
