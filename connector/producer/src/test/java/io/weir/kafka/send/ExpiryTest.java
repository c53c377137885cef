package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A record has its outcome within delivery.timeout.ms, here ten seconds, wherever it is. */
class ExpiryTest {

  private static final Duration ALMOST = Duration.ofMillis(9_998);
  private static final Duration A_LITTLE = Duration.ofMillis(4);

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  private void open() {
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "10000", "batch.size", "1");
  }

  private void assertExpiresInTime(String slot) {
    fixture.loop.advance(ALMOST);
    assertThat(fixture.outcome(slot)).isEqualTo("none");
    fixture.loop.advance(A_LITTLE);
    assertThat(fixture.failure(slot))
        .isInstanceOf(DeliveryTimeoutException.class)
        .hasMessageContaining("delivery.timeout.ms = 10000");
  }

  @Test
  void inFlightARecordMayBePersistedAndItsLaneWaitsForTheRequestToEnd() {
    brokers.topic("t", 1);
    open();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofMillis(8_999));
    // the timeout of the request comes at the same moment as that of the delivery
    fixture.loop.advance(Duration.ofMillis(2));
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.outcome("b")).isEqualTo("none");
    brokers.kept().clear();
    fixture.loop.advance(Duration.ofMillis(500));
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-0@0");
  }

  @Test
  void anAnswerAfterTheExpiryChangesNothingButLetsTheNextBatchGo() {
    brokers.topic("t", 1);
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "10000", "batch.size", "1");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofMillis(8_020));
    assertThat(fixture.failure("a"))
        .isInstanceOf(DeliveryTimeoutException.class)
        .hasMessageContaining("it is in flight, attempt 2; broker 1 (10.0.1.1:9092) is connected");
    assertThat(brokers.waiting()).as("the lane is muted").containsExactly("[t-0[a]]");
    brokers.answer(ErrorCode.NONE);
    assertThat(fixture.outcome("a")).isEqualTo("DeliveryTimeoutException");
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
  }

  @Test
  void whileItsTopicIsUnknown() {
    open();
    fixture.send("t", "a");
    assertExpiresInTime("a");
    assertThat(fixture.failure("a"))
        .hasMessageContaining("Channel 'orders-out'")
        .hasMessageContaining("the cluster does not have the topic; create it");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void theTimeSpentWaitingForTheTopicCounts() {
    brokers.topic("other", 2);
    open();
    fixture.send("other", "warm-up");
    brokers.answerAll();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(6));
    brokers.topic("t", -1);
    fixture.loop.advance(Duration.ofMillis(3_998));
    assertThat(fixture.outcome("a")).isEqualTo("none");
    fixture.loop.advance(A_LITTLE);
    assertThat(fixture.failure("a")).hasMessageContaining("no broker leads the partition");
  }

  @Test
  void aRecordThatWaitedForItsTopicIsNotHiddenByYoungerOnes() {
    brokers.topic("other", 2);
    open();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(5));
    fixture.send("other", "younger");
    brokers.answerAll();
    brokers.topic("t", -1);
    fixture.loop.advance(Duration.ofMillis(4_998));
    assertThat(fixture.outcome("a")).isEqualTo("none");
    fixture.loop.advance(A_LITTLE);
    assertThat(fixture.failure("a")).hasMessageContaining("no broker leads the partition");
  }

  @Test
  void withoutALeader() {
    brokers.topic("t", -1);
    open();
    fixture.send("t", "a");
    assertExpiresInTime("a");
    assertThat(fixture.failure("a"))
        .hasMessageContaining("it was never sent; no broker leads the partition");
  }

  @Test
  void eachRecordOfALaneWithoutLeaderHasItsOwnTime() {
    brokers.topic("t", -1, -1);
    open();
    fixture.sendTo("t", 1, "early");
    fixture.loop.advance(Duration.ofSeconds(4));
    fixture.send("t", "late");
    fixture.loop.advance(Duration.ofMillis(6_001));
    assertThat(fixture.outcome("early")).isEqualTo("DeliveryTimeoutException");
    fixture.loop.advance(Duration.ofMillis(3_990));
    assertThat(fixture.outcome("late")).isEqualTo("none");
    fixture.loop.advance(Duration.ofMillis(11));
    assertThat(fixture.outcome("late")).isEqualTo("DeliveryTimeoutException");
  }

  @Test
  void anOpenBatchIsWatchedAlthoughASweepFoundItYoung() {
    brokers.topic("t", -1, -1);
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "1000", "linger.ms", "9000");
    fixture.send("t", "first");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.sendTo("t", 1, "open");
    fixture.loop.advance(ALMOST);
    assertThat(fixture.outcome("open")).isEqualTo("none");
    fixture.loop.advance(A_LITTLE);
    assertThat(fixture.outcome("open")).isEqualTo("DeliveryTimeoutException");
  }

  @Test
  void whileItsBrokerCannotBeReached() {
    brokers.topic("other", 2);
    open();
    fixture.send("other", "warm-up");
    brokers.answerAll();
    brokers.topic("t", 1);
    brokers.peer.welcome(brokers.address(1), Welcome.REFUSE);
    fixture.send("t", "a");
    assertExpiresInTime("a");
    assertThat(fixture.failure("a"))
        .hasMessageContaining("it was never sent; broker 1 (10.0.1.1:9092)")
        .hasMessageContaining("Connection refused");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    brokers.peer.welcome(brokers.address(1), Welcome.ACCEPT);
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofSeconds(3));
    brokers.answerAll();
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-0@1");
  }

  @Test
  void whileItBacksOffAndTheErrorNamesTheLastFailure() {
    brokers.topic("t", 1);
    fixture.open(
        "delivery.timeout.ms",
        "10000",
        "request.timeout.ms",
        "9000",
        "retry.backoff.ms",
        "20000",
        "retry.backoff.max.ms",
        "20000",
        "batch.size",
        "1");
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.send("t", "b");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(Duration.ofMillis(9_004));
    assertThat(fixture.failure("a"))
        .hasMessageContaining("it waits after attempt 1 (broker 1 (10.0.1.1:9092) answered NOT_EN");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(fixture.failure("b")).hasMessageContaining("it was never sent");
    fixture.loop.advance(Duration.ofSeconds(20));
    fixture.send("t", "c");
    brokers.answerAll();
    assertThat(fixture.outcome("c")).isEqualTo("delivered t-0@0");
  }

  @Test
  void queuedBehindAnotherBatch() {
    brokers.topic("t", 1);
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "3000", "batch.size", "1");
    fixture.send("t", "a", "b");
    for (int i = 0; i < 12; i++) {
      Received request = brokers.kept().isEmpty() ? null : brokers.take();
      if (request != null) {
        brokers.answer(request, part -> ErrorCode.REQUEST_TIMED_OUT);
      }
      fixture.loop.advance(Duration.ofSeconds(1));
    }
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void whatIsDeliveredInTimeLeavesNoTimerBehindForLong() {
    brokers.topic("t", 1);
    open();
    fixture.send("t", "a");
    brokers.answerAll();
    int before = fixture.loop.waiting();
    fixture.loop.advance(Duration.ofSeconds(11));
    assertThat(fixture.loop.waiting()).isLessThan(before);
  }
}
