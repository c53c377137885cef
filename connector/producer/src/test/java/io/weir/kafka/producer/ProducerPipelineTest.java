package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From offer to outcome: admission, isolation, topics that change. */
class ProducerPipelineTest {

  private static final String PADDING = ".".repeat(1_000);

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /** Offers records until there is no room; says how many were taken. */
  private int fill(String topic, int partition, String name) {
    int taken = 0;
    while (fixture.offer(topic, partition, name + taken + PADDING) == Admission.ACCEPTED) {
      taken++;
      fixture.loop.run();
      assertThat(taken).as("a bound in sight").isLessThan(1_000);
    }
    fixture.loop.run();
    return taken;
  }

  private void sendPadded(String topic, int partition, String name) {
    fixture.sendTo(topic, partition, name + PADDING);
  }

  private String outcomeOfPadded(String name) {
    return fixture.outcome(name + PADDING);
  }

  @Test
  void nothingIsToldInsideOffer() {
    fixture.open();
    fixture.offer("t", 0, "a");
    fixture.pipeline().close(Duration.ZERO);
    fixture.offer("t", 0, "b");
    assertThat(fixture.outcomes).isEmpty();
    fixture.loop.run();
    assertThat(fixture.outcomes).hasSize(2);
  }

  @Test
  void aRecordThatCannotBeTakenInFailsAlone() {
    brokers.topic("t", 1);
    fixture.open("max.request.size", "500");
    fixture.send("t", "warm-up");
    brokers.answerAll();
    fixture.sendTo("t", 7, "nowhere");
    fixture.send("t", "large" + PADDING);
    fixture.send("", "no topic");
    fixture.send("t", "fine");
    brokers.answerAll();
    assertThat(fixture.failure("nowhere"))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageContaining("'orders-out'");
    assertThat(fixture.failure("large" + PADDING)).isInstanceOf(RecordTooLargeException.class);
    assertThat(fixture.failure("no topic")).hasMessageContaining("empty topic");
    assertThat(fixture.outcome("fine")).isEqualTo("delivered t-0@1");
    assertThat(fixture.failures.values())
        .allMatch(failure -> failure.persistence() == Persistence.NOT_PERSISTED);
  }

  @Test
  void aParkedRecordForAPartitionThatIsNotThereFailsAlone() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.offer("t", 7, "nowhere");
    fixture.offer("t", 0, "fine");
    fixture.loop.run();
    brokers.answerAll();
    assertThat(fixture.outcome("nowhere")).isEqualTo("InvalidRecordException");
    assertThat(fixture.outcome("fine")).isEqualTo("delivered t-0@0");
  }

  @Test
  void recordsThatComeWhileATopicIsOpenedStayBehindThoseThatWaited() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.completionsHeld = true;
    fixture.send("t", "a", "b");
    fixture.send("t", "c");
    assertThat(brokers.waiting()).isEmpty();
    fixture.releaseCompletions();
    fixture.send("t", "d");
    brokers.answerAll();
    assertThat(fixture.outcomes.values())
        .containsExactly(
            "delivered t-0@0", "delivered t-0@1", "delivered t-0@2", "delivered t-0@3");
  }

  @Test
  void partitionsThatAreAddedAreUsedAsSoonAsTheyAreKnown() {
    brokers.topic("t", 1);
    fixture.open("metadata.max.age.ms", "10000");
    fixture.send("t", "a");
    brokers.answerAll();
    fixture.sendTo("t", 1, "early");
    assertThat(fixture.outcome("early")).isEqualTo("InvalidRecordException");
    brokers.topic("t", 1, 2);
    fixture.loop.advance(Duration.ofSeconds(11));
    fixture.sendTo("t", 1, "b");
    assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(2));
    brokers.answerAll();
    assertThat(fixture.outcome("b")).isEqualTo("delivered t-1@1");
  }

  @Test
  void aFullPipelineSaysWhenThereIsRoom() {
    brokers.topic("t", 1);
    fixture.open("buffer.memory", "20000", "partition-memory-share", "100", "batch.size", "1");
    fill("t", 0, "a");
    assertThat(fixture.pipeline().estimatedRoom()).isZero();
    assertThat(fixture.toldOfRoom).isZero();
    brokers.answerAll();
    assertThat(fixture.toldOfRoom).isPositive();
    assertThat(fixture.pipeline().estimatedRoom()).isPositive();
    assertThat(fill("t", 0, "b")).isPositive();
    int before = fixture.toldOfRoom;
    brokers.answerAll();
    assertThat(fixture.toldOfRoom).as("told again after each refusal").isGreaterThan(before);
  }

  @Test
  void whatOnlyLingersLeavesWhenThereIsNoRoom() {
    brokers.topic("t", 1, 1);
    fixture.open(
        "buffer.memory",
        "20000",
        "partition-memory-share",
        "100",
        "batch.size",
        "20000",
        "linger.ms",
        "60000");
    for (int i = 0; i < 5; i++) {
      sendPadded("t", 1, "b" + i);
    }
    assertThat(brokers.kept()).isEmpty();
    fill("t", 0, "a");
    assertThat(brokers.waiting()).hasSize(1).first().asString().contains("t-1[b0", "t-0[a0");
    brokers.answerAll();
    assertThat(fixture.toldOfRoom).isPositive();
  }

  @Test
  void aBlockedPartitionLeavesTheOthersTheirRoom() {
    brokers.topic("t", -1, 1);
    fixture.open("buffer.memory", "40000", "partition-memory-share", "50", "batch.size", "1");
    for (int i = 0; i < 4; i++) {
      sendPadded("t", 0, "blocked" + i);
      sendPadded("t", 1, "free" + i);
      brokers.answerAll();
      assertThat(outcomeOfPadded("free" + i)).isEqualTo("delivered t-1@" + i);
    }
    fill("t", 0, "more");
    assertThat(fixture.offer("t", 1, "free")).as("beyond its share").isEqualTo(Admission.FULL);
    brokers.topic("t", 1, 1);
    fixture.loop.advance(Duration.ofSeconds(5));
    while (!brokers.kept().isEmpty()) {
      brokers.answerAll();
    }
    assertThat(fixture.toldOfRoom).isPositive();
    assertThat(fixture.outcomes).hasSize(fixture.offered.size());
  }

  @Test
  void anUnknownTopicLeavesTheOthersTheirRoomAndGivesItsOwnBackWhenItExpires() {
    brokers.topic("t", 1);
    fixture.open(
        "buffer.memory",
        "40000",
        "partition-memory-share",
        "50",
        "delivery.timeout.ms",
        "10000",
        "request.timeout.ms",
        "5000");
    sendPadded("unknown", 0, "a");
    sendPadded("t", 0, "free");
    brokers.answerAll();
    assertThat(outcomeOfPadded("free")).isEqualTo("delivered t-0@0");
    int taken = fill("unknown", 0, "b");
    assertThat(fixture.offer("t", 0, "x")).isEqualTo(Admission.FULL);
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(fixture.toldOfRoom).isPositive();
    assertThat(fixture.failures).hasSize(taken + 1);
    fixture.send("t", "again");
    brokers.answerAll();
    assertThat(fixture.outcome("again")).isEqualTo("delivered t-0@1");
  }

  @Test
  void aTopicThatNeverAppearsIsNoLongerAskedForWhenItsRecordsHaveExpired() {
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "5000");
    fixture.send("never", "first");
    fixture.loop.advance(Duration.ofSeconds(6));
    fixture.send("never", "second");
    fixture.loop.advance(Duration.ofSeconds(6));
    assertThat(fixture.failures).containsOnlyKeys("first");
    int whileOneWaits = timesAskedFor("never");
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(timesAskedFor("never")).as("for the second").isGreaterThan(whileOneWaits);

    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(fixture.failures).containsOnlyKeys("first", "second");
    int whenAllExpired = timesAskedFor("never");
    fixture.loop.advance(Duration.ofMinutes(4));
    assertThat(timesAskedFor("never")).isEqualTo(whenAllExpired);

    fixture.send("never", "third");
    assertThat(timesAskedFor("never")).as("it asks anew").isGreaterThan(whenAllExpired);
    brokers.topic("never", 1);
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.answerAll();
    assertThat(fixture.outcome("third")).isEqualTo("delivered never-0@0");
  }

  @Test
  void aTopicThatIsGoneForGoodIsNoLongerAskedForWhenItsRecordsHaveExpired() {
    brokers.topic("t", 1);
    fixture.open("delivery.timeout.ms", "10000", "request.timeout.ms", "5000");
    fixture.send("t", "first");
    brokers.answerAll();
    brokers.topicError("t", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    fixture.loop.advance(Duration.ofMinutes(20));

    int forgotten = timesAskedFor("t");
    fixture.send("t", "second");
    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(timesAskedFor("t")).as("while it waits").isGreaterThan(forgotten + 3);
    fixture.loop.advance(Duration.ofSeconds(10));
    assertThat(fixture.failures).containsOnlyKeys("second");
    int whenItExpired = timesAskedFor("t");
    fixture.loop.advance(Duration.ofMinutes(4));
    assertThat(timesAskedFor("t")).isEqualTo(whenItExpired);
  }

  private int timesAskedFor(String topic) {
    return (int) brokers.metadataRequests.stream().filter(each -> each.contains(topic)).count();
  }

  @Test
  void aRefusedTopicGivesItsRoomBack() {
    fixture.open("buffer.memory", "40000", "partition-memory-share", "50");
    fill("t", 0, "a");
    brokers.topicError("t", ErrorCode.INVALID_TOPIC_EXCEPTION);
    fixture.loop.advance(Duration.ofSeconds(3));
    assertThat(fixture.toldOfRoom).isPositive();
    assertThat(fixture.failures).hasSize(fixture.offered.size());
    assertThat(fixture.failures.values())
        .allMatch(failure -> String.valueOf(failure.getMessage()).endsWith("; name another topic"));
    int asked = brokers.metadataRequests.size();
    fixture.send("t", "later");
    assertThat(brokers.metadataRequests).as("it asks anew").hasSizeGreaterThan(asked);
    assertThat(fixture.outcome("later")).isEqualTo("BrokerException");
  }

  @Test
  void eachTopicIsAskedForOnceHoweverManyRecordsWait() {
    fixture.open();
    for (int i = 0; i < 50; i++) {
      fixture.offer("t", 0, "a" + i);
    }
    fixture.loop.run();
    assertThat(brokers.metadataRequests).hasSize(1);
  }
}
