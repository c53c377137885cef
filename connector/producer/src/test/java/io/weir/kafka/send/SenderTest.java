package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From the lane to the outcome: leaders, retries, order. */
class SenderTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /** So that metadata need not wait behind the requests to broker 1. */
  private void connectToBroker2() {
    brokers.topic("other", 2);
    fixture.send("other", "warm-up");
    brokers.answerAll();
  }

  @Test
  void aBatchGoesToTheLeaderOfItsPartition() {
    brokers.topic("t", 1, 2);
    fixture.open();
    fixture.send("t", "a");
    fixture.sendTo("t", 1, "b");
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]", "[t-1[b]]");
    assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(1));
    assertThat(brokers.kept().get(1).link().address).isEqualTo(brokers.address(2));
    brokers.answerAll();
    assertThat(fixture.outcomes.values()).containsExactly("delivered t-0@0", "delivered t-1@1");
  }

  @Test
  void oneBatchOfAPartitionIsInFlightAndTheNextFollowsTheAnswer() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    fixture.send("t", "b", "c");
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.waiting()).containsExactly("[t-0[b, c]]");
  }

  @Test
  void aRetryComesBeforeWhatFollowedIt() {
    brokers.topic("t", 1);
    fixture.open("batch.size", "1");
    fixture.send("t", "a", "b");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    assertThat(brokers.waiting()).as("during the backoff").isEmpty();
    fixture.loop.advance(Duration.ofMillis(120));
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]");
    brokers.answerAll();
    assertThat(fixture.outcomes).hasSize(2).containsEntry("b", "delivered t-0@1");
  }

  @Test
  void aRetryHasTheSameBytes() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    Received first = brokers.take();
    brokers.answer(first, part -> ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(brokers.kept().get(0).body()).isEqualTo(first.body());
  }

  @Test
  void withoutRetriesTheFirstFailureIsFinal() {
    brokers.topic("t", 1);
    fixture.open("retries", "0");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    assertThat(fixture.failure("a"))
        .isInstanceOf(BrokerException.class)
        .hasMessage(
            "A batch of 1 record(s) for t-0 of channel 'orders-out' has failed: broker 1"
                + " (10.0.1.1:9092) answered NOT_ENOUGH_REPLICAS (19): too few replicas are in sync"
                + " to accept the write; bring its replicas back, or lower min.insync.replicas of"
                + " the topic (NOT_PERSISTED: its records can be sent again)")
        .extracting(failure -> ((BrokerException) failure).persistence())
        .isEqualTo(Persistence.NOT_PERSISTED);
    fixture.send("t", "b");
    brokers.answerAll();
    assertThat(fixture.outcome("b")).as("the lane lives on").isEqualTo("delivered t-0@0");
  }

  @Test
  void retriesAreCountedAndTheErrorSaysSo() {
    brokers.topic("t", 1);
    fixture.open("retries", "2");
    fixture.send("t", "a");
    for (int attempt = 0; attempt < 3; attempt++) {
      brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
      fixture.loop.advance(Duration.ofSeconds(2));
    }
    assertThat(fixture.failure("a"))
        .hasMessageContaining("after 3 attempts (retries = 2)")
        .hasMessageContaining("REQUEST_TIMED_OUT");
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(brokers.waiting()).isEmpty();
  }

  @Test
  void anEarlierAttemptThatMayHaveArrivedIsNotForgotten() {
    brokers.topic("t", 1);
    fixture.open("retries", "1");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(Duration.ofSeconds(1));
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
  }

  @Test
  void aBatchFollowsItsPartitionToTheNewLeader() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    brokers.topic("t", 2);
    brokers.answer(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(2));
    brokers.answerAll();
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@0");
  }

  @Test
  void aPartitionWithoutLeaderWaitsForOneAndDelaysNoOther() {
    brokers.topic("t", -1, 1);
    fixture.open();
    fixture.send("t", "a");
    fixture.send("t", "b");
    fixture.sendTo("t", 1, "other");
    assertThat(brokers.waiting()).containsExactly("[t-1[other]]");
    brokers.answerAll();
    brokers.topic("t", 1, 1);
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(brokers.waiting()).containsExactly("[t-0[a, b]]");
    brokers.answerAll();
  }

  @Test
  void aBrokerThatMovesIsFoundAtItsNewAddress() {
    brokers.topic("t", 1);
    fixture.open("metadata.max.age.ms", "10000");
    connectToBroker2();
    fixture.send("t", "inFlight");
    brokers.hosts.put(1, "10.0.9.1");
    fixture.send("t", "queued");
    fixture.loop.advance(Duration.ofSeconds(11));
    assertThat(brokers.kept()).hasSize(2);
    Received again = brokers.kept().get(1);
    assertThat(again.link().address).isEqualTo(brokers.address(1));
    assertThat(brokers.waiting().get(1)).isEqualTo("[t-0[inFlight]]");
    brokers.take(); // its link is closed
    brokers.answerAll();
    assertThat(fixture.outcomes).hasSize(3).containsEntry("queued", "delivered t-0@2");
  }

  @Test
  void aBrokerThatMovesTakesAllItsLanesAlongWhoeverFindsItFirst() {
    brokers.topic("t", 1, 1);
    fixture.open(
        "metadata.max.age.ms",
        "10020",
        "delivery.timeout.ms",
        "10000",
        "request.timeout.ms",
        "10000",
        "max.in.flight.requests.per.connection",
        "1",
        "batch.size",
        "1");
    connectToBroker2();
    fixture.send("t", "expired");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS); // the next attempt outlives its record
    fixture.loop.advance(Duration.ofSeconds(9));
    fixture.send("t", "behind");
    fixture.sendTo("t", 1, "another");
    fixture.loop.advance(Duration.ofMillis(1_010));
    assertThat(fixture.outcome("expired")).isEqualTo("DeliveryTimeoutException");
    assertThat(brokers.waiting()).containsExactly("[t-0[expired]]");
    brokers.hosts.put(1, "10.0.9.1");
    fixture.loop.advance(Duration.ofMillis(15));
    assertThat(brokers.take().link().closed).isTrue();
    while (!brokers.kept().isEmpty()) {
      assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(1));
      brokers.answerAll();
    }
    assertThat(fixture.outcome("behind")).startsWith("delivered");
    assertThat(fixture.outcome("another")).startsWith("delivered");
  }

  @Test
  void aBrokerThatMovesAwayAndBackIsFoundEachTime() {
    brokers.topic("t", 1);
    fixture.open("metadata.max.age.ms", "10000");
    fixture.send("t", "a");
    brokers.answerAll();
    String home = brokers.hosts.put(1, "10.0.9.1");
    fixture.loop.advance(Duration.ofSeconds(11));
    brokers.hosts.put(1, String.valueOf(home));
    fixture.loop.advance(Duration.ofSeconds(11));
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofSeconds(1));
    brokers.answerAll();
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-0@1");
  }

  @Test
  void aTopicThatMayNotBeWrittenFailsItsRecordsAndLaterOnesAskAnew() {
    brokers.topicError("t", ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    fixture.open();
    fixture.send("t", "a", "b");
    assertThat(fixture.failure("a"))
        .hasMessage(
            "Channel 'orders-out': records were not sent: topic 't': TOPIC_AUTHORIZATION_FAILED:"
                + " the principal may not do this with the topic; allow the principal to DESCRIBE"
                + " and WRITE the topic, or to CREATE it if it is missing");
    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    brokers.topic("t", 1);
    fixture.send("t", "c");
    brokers.answerAll();
    assertThat(fixture.outcome("c")).isEqualTo("delivered t-0@0");
  }

  @Test
  void rightsThatAreTakenAwayFailWhatHasNowhereToGo() {
    brokers.topic("t", 1);
    fixture.open("batch.size", "1");
    fixture.send("t", "a", "b", "c");
    brokers.topicError("t", ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    brokers.answer(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(fixture.failures).hasSize(3);
    assertThat(fixture.failure("c")).hasMessageContaining("TOPIC_AUTHORIZATION_FAILED");
    brokers.topic("t", 1);
    fixture.send("t", "d");
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.answerAll();
    assertThat(fixture.outcome("d")).isEqualTo("delivered t-0@0");
  }

  @Test
  void aDeletedTopicKeepsItsRecordsUntilItIsBackOrTheirTimeIsOver() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    brokers.topicError("t", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    brokers.answer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.topic("t", 2);
    brokers.answer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(2));
    brokers.answerAll();
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@0");
  }

  @Test
  void anObserverThatThrowsDelaysNothing() {
    brokers.topic("t", 1);
    fixture.events = new Thrower();
    fixture.open("retries", "1");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(Duration.ofSeconds(1));
    brokers.answerAll();
    fixture.send("t", "b");
    brokers.answer(ErrorCode.INVALID_RECORD);
    fixture.send("t", "c");
    brokers.answerAll();
    assertThat(fixture.outcomes.values())
        .containsExactly("delivered t-0@0", "BrokerException", "delivered t-0@1");
  }

  private static final class Thrower implements ProducerEvents {
    @Override
    public void batchSent(ObservedBatch batch, Departure departure) {
      throw new IllegalStateException("sent");
    }

    @Override
    public void batchDelivered(ObservedBatch batch, long latencyNanos) {
      throw new IllegalStateException("delivered");
    }

    @Override
    public void batchFailed(ObservedBatch batch, Throwable failure) {
      throw new IllegalStateException("failed");
    }

    @Override
    public void batchRetried(ObservedBatch batch, String error, String reason) {
      throw new IllegalStateException("retried");
    }
  }
}
