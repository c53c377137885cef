package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.network.ScriptedPeer.Received;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sequence numbers on the wire, and what follows when a batch with numbers is not delivered. */
class SequencesTest {

  private static final Duration A_BACKOFF = Duration.ofMillis(120);
  private static final Duration LONG = Duration.ofSeconds(3);

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /** One record a batch, one batch a request, unless the test says otherwise. */
  private void open(String... settings) {
    String[] all = new String[settings.length + 4];
    System.arraycopy(settings, 0, all, 4, settings.length);
    all[0] = "enable.idempotence";
    all[1] = "true";
    all[2] = "batch.size";
    all[3] = "1";
    fixture.open(all);
  }

  /** One record has been delivered, so that the broker knows the producer. */
  private void openOnePartition(String... settings) {
    brokers.topic("t", 1);
    open(settings);
    fixture.send("t", "first");
    brokers.answerAll();
  }

  private void refuse(ErrorCode error, long logStartOffset) {
    brokers.answerWith(
        index ->
            new PartitionProduceResponse(
                index,
                error.code(),
                -1,
                -1,
                logStartOffset,
                List.of(),
                null,
                new LeaderIdAndEpoch(-1, -1)));
  }

  private void deliverAllInTime() {
    for (int i = 0; i < 20; i++) {
      brokers.answerAll();
      fixture.loop.advance(Duration.ofSeconds(1));
    }
  }

  // ---- numbers

  @Test
  void fiveBatchesOfAPartitionAreInFlightAndNumberedInOrder() {
    openOnePartition();
    fixture.send("t", "a", "b", "c", "d", "e", "f");

    assertThat(brokers.numbered())
        .containsExactly(
            "t-0[a]#1000/0/1",
            "t-0[b]#1000/0/2",
            "t-0[c]#1000/0/3",
            "t-0[d]#1000/0/4",
            "t-0[e]#1000/0/5");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).hasSize(5).contains("t-0[f]#1000/0/6");
    brokers.answerAll();
  }

  @Test
  void aBrokerThatDoesNotKnowTheProducerIsSentOneBatchFirst() {
    brokers.topic("t", 1);
    open();
    fixture.send("t", "a", "b", "c");
    assertThat(brokers.numbered())
        .as("it would take b as the first, were a refused")
        .containsExactly("t-0[a]#1000/0/0");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(A_BACKOFF);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/0");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/1", "t-0[c]#1000/0/2");
    brokers.answerAll();
  }

  @Test
  void aBrokerThatMayHaveForgottenAnIdleProducerIsSentOneBatchFirst() {
    openOnePartition();
    fixture.loop.advance(Duration.ofSeconds(11));
    fixture.send("t", "a", "b", "c");
    assertThat(brokers.numbered())
        .as("it would take b as the first, were a refused")
        .containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(A_BACKOFF);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2", "t-0[c]#1000/0/3");
    brokers.answerAll();
  }

  @Test
  void aBatchThatIsLostRightAfterTheEpochBeganLeavesTheUnnumberedToTheNext() {
    openOnePartition();
    fixture.send("t", "bad", "b", "c");
    brokers.answer(ErrorCode.INVALID_RECORD);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/1/0");
    brokers.answer(ErrorCode.UNKNOWN_SERVER_ERROR);

    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(brokers.numbered()).containsExactly("t-0[c]#1000/2/0");
    brokers.answerAll();
  }

  @Test
  void aSequenceCountsRecordsAndEachPartitionHasItsOwn() {
    brokers.topic("t", 1, 1);
    open("batch.size", "10000");
    fixture.offer("t", 0, "a");
    fixture.offer("t", 0, "b");
    fixture.offer("t", 1, "c");
    fixture.loop.run();
    brokers.answerAll();
    fixture.send("t", "d");

    assertThat(brokers.numbered()).containsExactly("t-0[d]#1000/0/2");
    brokers.answerAll();
  }

  @Test
  void aRetryKeepsItsNumbersAndBytes() {
    openOnePartition();
    fixture.send("t", "a");
    Received first = brokers.take();
    brokers.answer(first, part -> ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(A_BACKOFF);

    assertThat(brokers.kept().get(0).body()).isEqualTo(first.body());
    brokers.answerAll();
  }

  @Test
  void aDuplicateIsDelivered() {
    openOnePartition();
    fixture.send("t", "a");
    brokers.answer(ErrorCode.DUPLICATE_SEQUENCE_NUMBER);
    assertThat(fixture.outcome("a")).isEqualTo("delivered t-0@-1");
    fixture.send("t", "b");
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2");
    brokers.answerAll();
  }

  @Test
  void afterABrokenConnectionTheFirstGoesAloneAndThenTheOthersTogether() {
    openOnePartition();
    fixture.send("t", "a", "b", "c", "d");
    brokers.kept().get(0).link().ended(new IOException("reset"));
    brokers.kept().clear();
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered())
        .containsExactly("t-0[b]#1000/0/2", "t-0[c]#1000/0/3", "t-0[d]#1000/0/4");
    brokers.answerAll();
    assertThat(fixture.outcomes.keySet()).containsExactly("first", "a", "b", "c", "d");
  }

  @Test
  void numbersSurviveATopicThatIsBrieflyUnknown() {
    openOnePartition();
    fixture.send("t", "a");
    brokers.answerAll();
    brokers.topicError("t", ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    fixture.send("t", "b");
    brokers.answer(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
    fixture.loop.advance(Duration.ofMillis(50));
    brokers.topic("t", 1);
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2");
    brokers.answerAll();
  }

  // ---- out of order

  @Test
  void aBatchThatCameBeforeItsPredecessorWaitsForItAndSpendsNoRetry() {
    openOnePartition("retries", "1");
    fixture.send("t", "a", "b", "c");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    fixture.loop.advance(A_BACKOFF);

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2", "t-0[c]#1000/0/3");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    deliverAllInTime();
    assertThat(fixture.outcomes.keySet()).containsExactly("first", "a", "b", "c");
    assertThat(fixture.failures).isEmpty();
  }

  @Test
  void aFirstBatchThatDoesNotFitStartsTheNextEpochWithAllThatFollow() {
    openOnePartition();
    fixture.send("t", "lost");
    brokers.answerAll();
    fixture.send("t", "a", "b", "c");
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(brokers.numbered())
        .as("nothing new while old ones are in flight")
        .containsExactly("t-0[b]#1000/0/3", "t-0[c]#1000/0/4");
    fixture.loop.advance(A_BACKOFF);
    assertThat(brokers.numbered()).hasSize(2);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    fixture.loop.advance(A_BACKOFF);

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/1/0");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/1/1", "t-0[c]#1000/1/2");
    brokers.answerAll();
    assertThat(fixture.failures).isEmpty();
  }

  @Test
  void aFirstBatchThatDoesNotFitButMayBeInTheLogFailsAndIsNotNumberedAnew() {
    openOnePartition();
    fixture.send("t", "a");
    brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
    fixture.send("t", "b");
    fixture.loop.advance(A_BACKOFF);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);

    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("a"))
        .hasMessageContaining("OUT_OF_ORDER_SEQUENCE_NUMBER (45)")
        .hasMessageContaining("POSSIBLY_PERSISTED: to send its records again may duplicate them");
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void anUnknownProducerIsAskedForTheLogStartBeforeAnythingFollows() {
    openOnePartition();
    fixture.send("t", "a");
    refuse(ErrorCode.UNKNOWN_PRODUCER_ID, -1);
    fixture.loop.advance(A_BACKOFF);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");

    refuse(ErrorCode.UNKNOWN_PRODUCER_ID, 17);
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void aFencedPartitionGoesOnUnderANewProducerId() {
    openOnePartition();
    fixture.send("t", "a", "b");
    brokers.answer(ErrorCode.INVALID_PRODUCER_EPOCH);
    brokers.answer(ErrorCode.INVALID_PRODUCER_EPOCH);
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1001/0/0");
    brokers.answerAll();
    assertThat(fixture.failures).isEmpty();
  }

  // ---- batches that are given up

  @Test
  void aRefusedBatchMakesThoseBehindItStartTheNextEpoch() {
    openOnePartition();
    fixture.send("t", "a", "bad", "c", "d");
    brokers.answer(ErrorCode.NONE);
    brokers.answer(ErrorCode.INVALID_RECORD);
    fixture.send("t", "e");
    assertThat(brokers.numbered()).as("nothing new").hasSize(2);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    deliverAllInTime();

    assertThat(fixture.failures.keySet()).containsExactly("bad");
    assertThat(fixture.outcomes.keySet()).containsExactly("first", "a", "bad", "c", "d", "e");
    fixture.send("t", "f");
    assertThat(brokers.numbered()).containsExactly("t-0[f]#1000/1/3");
    brokers.answerAll();
  }

  @Test
  void wherALaterBatchIsAcceptedThereIsNoGapAndTheEpochStays() {
    openOnePartition();
    fixture.send("t", "bad", "b");
    brokers.answer(ErrorCode.INVALID_RECORD);
    brokers.answer(ErrorCode.NONE);
    fixture.send("t", "c");

    assertThat(brokers.numbered()).containsExactly("t-0[c]#1000/0/3");
    brokers.answerAll();
  }

  private void openWithShortDelivery() {
    openOnePartition(
        "delivery.timeout.ms", "10000",
        "request.timeout.ms", "4000",
        "retry.backoff.ms", "100",
        "retry.backoff.max.ms", "100");
  }

  /** Lets a batch expire that was sent once, and whose answer was lost. */
  private void expireFirst() {
    fixture.send("t", "expires");
    brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(Duration.ofSeconds(5));
    brokers.kept().clear(); // the second attempt, which times out
    fixture.loop.advance(Duration.ofSeconds(1));
    brokers.kept().clear();
  }

  @Test
  void behindABatchThatExpiredTheNextGoesAloneUnderTheOldEpochAndMayFit() {
    openWithShortDelivery();
    fixture.send("t", "expires");
    fixture.loop.advance(Duration.ofMillis(3_900));
    fixture.send("t", "b", "c");
    assertThat(brokers.numbered()).hasSize(3);
    while (fixture.outcome("expires").equals("none")) {
      brokers.kept().clear(); // no answer, until the time is over
      fixture.loop.advance(Duration.ofMillis(50));
    }
    assertThat(fixture.failure("expires").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    brokers.kept().clear();
    for (int i = 0; i < 100 && brokers.kept().isEmpty(); i++) {
      fixture.loop.advance(Duration.ofMillis(50));
    }

    assertThat(brokers.numbered()).as("one at a time").containsExactly("t-0[b]#1000/0/2");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[c]#1000/0/3");
    brokers.answerAll();
    fixture.send("t", "d");
    assertThat(brokers.numbered()).as("there was no gap").containsExactly("t-0[d]#1000/0/4");
    brokers.answerAll();
  }

  @Test
  void behindABatchThatIsNotInTheLogWhatMayBeFailsAndTheRestStartsTheNextEpoch() {
    openWithShortDelivery();
    fixture.send("t", "expires");
    fixture.loop.advance(Duration.ofMillis(3_900));
    fixture.send("t", "doubtful");
    while (fixture.outcome("expires").equals("none")) {
      brokers.kept().clear();
      fixture.loop.advance(Duration.ofMillis(50));
    }
    brokers.kept().clear();
    fixture.send("t", "fresh");
    for (int i = 0; i < 100 && brokers.kept().isEmpty(); i++) {
      fixture.loop.advance(Duration.ofMillis(50));
    }
    assertThat(brokers.numbered()).containsExactly("t-0[doubtful]#1000/0/2");
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);

    assertThat(fixture.failure("doubtful").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(brokers.numbered()).containsExactly("t-0[fresh]#1000/1/0");
    brokers.answerAll();
    assertThat(fixture.outcome("fresh")).startsWith("delivered");
  }

  @Test
  void aBatchThatExpiresWithoutFollowersLeavesTheEpochToTheNext() {
    openWithShortDelivery();
    expireFirst();
    while (fixture.outcome("expires").equals("none")) {
      brokers.kept().clear();
      fixture.loop.advance(Duration.ofMillis(50));
    }
    brokers.kept().clear();
    fixture.loop.advance(Duration.ofSeconds(5));
    fixture.send("t", "b");

    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void aBatchThatNeverLeftExpiresWithoutAGap() {
    openWithShortDelivery();
    fixture.send("t", "a");
    brokers.answerAll();
    brokers.topic("t", -1);
    fixture.send("t", "b");
    brokers.answer(ErrorCode.LEADER_NOT_AVAILABLE);
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.send("t", "c");
    fixture.loop.advance(Duration.ofSeconds(12));
    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(fixture.failure("c").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    brokers.topic("t", 1);
    fixture.send("t", "d");
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[d]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void aLateAnswerOfAnExpiredBatchClosesTheGap() {
    openOnePartition("delivery.timeout.ms", "10000", "request.timeout.ms", "10000");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(LONG);
    fixture.send("t", "b");
    fixture.loop.advance(Duration.ofMillis(7_010));
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(brokers.numbered()).as("b waits").containsExactly("t-0[a]#1000/0/1");

    brokers.answer(ErrorCode.NONE);

    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2");
    brokers.answerAll();
  }

  @Test
  void aPartitionThatDrainsDelaysNoOther() {
    brokers.topic("t", 1, 1);
    open();
    fixture.send("t", "first");
    fixture.sendTo("t", 1, "first there");
    brokers.answerAll();
    fixture.send("t", "bad", "behind");
    fixture.sendTo("t", 1, "free");
    brokers.answer(ErrorCode.INVALID_RECORD);
    fixture.sendTo("t", 1, "free too");

    assertThat(brokers.numbered())
        .containsExactly("t-0[behind]#1000/0/2", "t-1[free]#1000/0/1", "t-1[free too]#1000/0/2");
    brokers.answerAll();
  }

  // ---- leaders

  @Test
  void aLeaderThatTheAnswerNamesIsTriedAtOnce() {
    brokers.topic("t", 1);
    open();
    brokers.topic("other", 2);
    fixture.send("other", "warm-up");
    brokers.answerAll();
    fixture.send("t", "a");
    brokers.answerWith(
        index ->
            new PartitionProduceResponse(
                index,
                ErrorCode.NOT_LEADER_OR_FOLLOWER.code(),
                -1,
                -1,
                -1,
                List.of(),
                null,
                new LeaderIdAndEpoch(2, 9)));

    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/0");
    assertThat(brokers.kept().get(0).link().address).isEqualTo(brokers.address(2));
    brokers.answerAll();
  }

  @Test
  void aLeaderThatMetadataFindsEndsTheBackoff() {
    brokers.topic("t", 1);
    open("retry.backoff.ms", "5000", "retry.backoff.max.ms", "5000");
    brokers.topic("other", 2);
    fixture.send("other", "warm-up");
    brokers.answerAll();
    fixture.send("t", "a");
    brokers.answer(ErrorCode.KAFKA_STORAGE_ERROR);
    fixture.loop.advance(Duration.ofSeconds(1));
    assertThat(brokers.kept()).isEmpty();
    brokers.topic("t", 2);
    fixture.send("new", "b");
    brokers.topic("new", 2);
    fixture.loop.advance(Duration.ofMillis(6_100));

    assertThat(brokers.waiting()).contains("[t-0[a]]");
    brokers.answerAll();
    fixture.loop.advance(Duration.ofSeconds(20));
    brokers.answerAll();
  }

  @Test
  void aBrokerThatRefusesTheProducerFailsAllThatWaitsAndHealsWhenItMay() {
    openOnePartition();
    fixture.send("t", "a", "b", "c", "d", "e", "queued");
    brokers.answer(ErrorCode.CLUSTER_AUTHORIZATION_FAILED);
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(fixture.failure("queued"))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("CLUSTER_AUTHORIZATION_FAILED (31)");
    assertThat(fixture.outcome("b")).isEqualTo("none");
    while (!brokers.kept().isEmpty()) {
      brokers.answer(ErrorCode.CLUSTER_AUTHORIZATION_FAILED);
    }

    fixture.send("t", "later");
    assertThat(brokers.kept()).as("not at once").isEmpty();
    fixture.loop.advance(LONG);

    assertThat(brokers.numbered()).containsExactly("t-0[later]#1001/0/0");
    brokers.answerAll();
  }
}
