package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What goes into one request, and when it leaves. */
class BrokerSenderTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  @Test
  void lanesThatAreReadyInOneTurnShareARequest() {
    brokers.topic("t", 1, 1, 1);
    fixture.open();
    fixture.send("t", "warm-up");
    brokers.answerAll();
    fixture.offer("t", 0, "a");
    fixture.offer("t", 1, "b");
    fixture.offer("t", 2, "c");
    fixture.loop.run();
    assertThat(brokers.waiting()).containsExactly("[t-0[a], t-1[b], t-2[c]]");
  }

  @Test
  void aRequestIsNoLargerThanAllowed() {
    brokers.topic("t", 1, 1, 1);
    fixture.open("max.request.size", "200");
    String value = "x".repeat(50);
    for (int partition = 0; partition < 3; partition++) {
      fixture.offer("t", partition, value + partition);
    }
    fixture.loop.run();
    assertThat(brokers.kept()).hasSize(3);
    brokers.answerAll();
  }

  @Test
  void soManyRequestsAreInFlightAndNoMore() {
    brokers.topic("t", 1, 1, 1);
    fixture.open("max.in.flight.requests.per.connection", "2");
    fixture.sendTo("t", 0, "a");
    fixture.sendTo("t", 1, "b");
    fixture.sendTo("t", 2, "c");
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]", "[t-1[b]]");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.waiting()).containsExactly("[t-1[b]]", "[t-2[c]]");
    brokers.answerAll();
  }

  @Test
  void lingerWaitsForMoreRecords() {
    brokers.topic("t", 1);
    fixture.open("linger.ms", "50");
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofMillis(49));
    fixture.send("t", "b");
    assertThat(brokers.waiting()).isEmpty();
    fixture.loop.advance(Duration.ofMillis(1));
    assertThat(brokers.waiting()).containsExactly("[t-0[a, b]]");
    brokers.answerAll();
  }

  @Test
  void aFullBatchDoesNotLinger() {
    brokers.topic("t", 1);
    fixture.open("linger.ms", "50000", "delivery.timeout.ms", "100000", "batch.size", "200");
    fixture.send("t", "x".repeat(150), "y".repeat(150));
    assertThat(brokers.kept()).hasSize(1);
    brokers.answerAll();
  }

  @Test
  void whatLingersMeanwhileLeavesWithTheRestOfTheLane() {
    brokers.topic("t", 1);
    fixture.open("batch.size", "100000", "linger.ms", "10");
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofMillis(10));
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofMillis(30));
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.waiting()).as("its linger time is over").containsExactly("[t-0[b]]");
    brokers.answerAll();
  }

  @Test
  void recordsThatComeWhileTheConnectionOpensShareABatch() {
    brokers.topic("other", 2);
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("other", "warm-up");
    brokers.answerAll();
    brokers.peer.welcome(brokers.address(1), Welcome.IGNORE);
    fixture.send("t", "a");
    fixture.send("t", "b");
    brokers.peer.welcome(brokers.address(1), Welcome.ACCEPT);
    fixture.loop.advance(Duration.ofSeconds(30));
    assertThat(brokers.waiting()).containsExactly("[t-0[a, b]]");
    brokers.answerAll();
  }

  @Test
  void aConnectionThatBreaksWhileLanesWaitIsOpenedAgain() {
    brokers.topic("t", 1, 1);
    fixture.open("max.in.flight.requests.per.connection", "1");
    fixture.sendTo("t", 0, "a");
    fixture.sendTo("t", 1, "b");
    brokers.take().link().ended(new IOException("reset"));
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.answerAll();
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.answerAll();
    assertThat(fixture.outcomes).hasSize(2);
    assertThat(fixture.outcomes.values()).allMatch(each -> each.startsWith("delivered"));
  }

  @Test
  void aBlockedPartitionDelaysNoOtherOfItsBroker() {
    brokers.topic("t", 1, 1);
    fixture.open("batch.size", "1");
    fixture.sendTo("t", 0, "blocked", "behind");
    for (int i = 0; i < 5; i++) {
      fixture.sendTo("t", 1, "free" + i);
      while (!brokers.kept().isEmpty()) {
        brokers.answer(
            brokers.take(),
            part -> part.partition() == 0 ? ErrorCode.NOT_ENOUGH_REPLICAS : ErrorCode.NONE);
      }
      assertThat(fixture.outcome("free" + i)).startsWith("delivered");
      fixture.loop.advance(Duration.ofSeconds(2));
    }
    assertThat(fixture.outcome("blocked")).isEqualTo("none");
    brokers.answerAll();
    assertThat(fixture.outcome("behind")).startsWith("delivered");
  }
}
