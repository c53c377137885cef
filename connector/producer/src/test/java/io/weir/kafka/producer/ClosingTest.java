package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.network.ScriptedPeer.Welcome;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A close ends in time with the right report, wherever the records are. That nothing is left, and
 * that the seam is released once, is checked after each test.
 */
class ClosingTest {

  private static final Duration FIVE_SECONDS = Duration.ofSeconds(5);

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  private void assertTakesTheWholeTimeout(CompletableFuture<CloseReport> report) {
    fixture.loop.advance(FIVE_SECONDS.minusNanos(1));
    assertThat(report).as("before the timeout").isNotDone();
    fixture.loop.advance(Duration.ofNanos(1));
    assertThat(report).as("at the timeout").isDone();
  }

  @Test
  void beforeTheFirstRecordItEndsAtOnceAndOpensNothing() {
    fixture.open();
    assertThat(fixture.close(FIVE_SECONDS)).isCompletedWithValue(new CloseReport(0, 0, 0));
    assertThat(brokers.peer.links).isEmpty();
  }

  @Test
  void twiceTheFirstTimeoutCountsAndBothHaveTheReport() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> first = fixture.close(FIVE_SECONDS);
    CompletableFuture<CloseReport> second = fixture.close(Duration.ZERO);
    assertThat(second).isNotDone();
    assertTakesTheWholeTimeout(first);
    assertThat(second).isCompletedWithValue(new CloseReport(0, 0, 1));
  }

  @Test
  void whatIsOnItsWayIsDelivered() {
    brokers.topic("t", 1, 1);
    fixture.open("linger.ms", "60000", "batch.size", "100000");
    fixture.sendTo("t", 0, "a", "b");
    fixture.sendTo("t", 1, "c");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertThat(brokers.kept()).as("open batches leave").isNotEmpty();
    brokers.answerAll();
    assertThat(report).isCompletedWithValue(new CloseReport(3, 0, 0));
  }

  @Test
  void fromACallbackItEndsToo() {
    brokers.topic("t", 1);
    fixture.open();
    List<CompletableFuture<CloseReport>> reports = new ArrayList<>();
    fixture.onOutcome =
        () -> reports.add(fixture.pipeline().close(FIVE_SECONDS).toCompletableFuture());
    fixture.send("t", "a");
    brokers.answerAll();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0)).isCompletedWithValue(new CloseReport(1, 0, 0));
  }

  @Test
  void recordsOfAnUnknownTopicFail() {
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertTakesTheWholeTimeout(report);
    assertThat(report).isCompletedWithValue(new CloseReport(0, 1, 0));
    assertThat(fixture.failure("a"))
        .isInstanceOf(ProducerClosedException.class)
        .hasMessageContaining("Channel 'orders-out' closed before the partitions of topic 't'")
        .hasMessageContaining("the cluster does not have the topic");
  }

  @Test
  void aTopicThatIsFoundWhileTheChannelClosesIsStillServed() {
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    brokers.topic("t", 1);
    fixture.loop.advance(Duration.ofSeconds(2));
    brokers.answerAll();
    assertThat(report).isCompletedWithValue(new CloseReport(1, 0, 0));
  }

  @Test
  void aTopicThatIsRefusedWhileTheChannelClosesEndsTheClose() {
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    brokers.topicError("t", ErrorCode.TOPIC_AUTHORIZATION_FAILED);
    fixture.loop.advance(Duration.ofSeconds(2));
    assertThat(report).isCompletedWithValue(new CloseReport(0, 1, 0));
  }

  @Test
  void parkedRecordsThatExpireEndTheClose() {
    fixture.open("delivery.timeout.ms", "2000", "request.timeout.ms", "1000");
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    fixture.loop.advance(Duration.ofMillis(2_001));
    assertThat(report).isCompletedWithValue(new CloseReport(0, 1, 0));
    assertThat(fixture.outcome("a")).isEqualTo("DeliveryTimeoutException");
  }

  @Test
  void recordsWithoutLeaderFail() {
    brokers.topic("t", -1);
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertTakesTheWholeTimeout(report);
    assertThat(report).isCompletedWithValue(new CloseReport(0, 1, 0));
    assertThat(fixture.failure("a"))
        .hasMessageContaining("no broker leads the partition")
        .hasMessageContaining("a longer close-timeout helps");
  }

  @Test
  void recordsThatBackOffFail() {
    brokers.topic("t", 1);
    fixture.open("retry.backoff.ms", "60000", "retry.backoff.max.ms", "60000");
    fixture.send("t", "a");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertTakesTheWholeTimeout(report);
    assertThat(report).isCompletedWithValue(new CloseReport(0, 1, 0));
    assertThat(fixture.failure("a")).hasMessageContaining("NOT_ENOUGH_REPLICAS");
  }

  @Test
  void recordsThatAwaitTheirBrokerFail() {
    brokers.topic("other", 2);
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("other", "warm-up");
    brokers.answerAll();
    brokers.peer.welcome(brokers.address(1), Welcome.IGNORE);
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertTakesTheWholeTimeout(report);
    assertThat(report).isCompletedWithValue(new CloseReport(1, 1, 0));
  }

  @Test
  void inFlightAndBehindItTheReportTellsThemApart() {
    brokers.topic("t", 1);
    fixture.open("batch.size", "1");
    fixture.send("t", "done");
    brokers.answerAll();
    fixture.send("t", "inFlight", "queued", "queuedToo");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    assertTakesTheWholeTimeout(report);
    assertThat(report).isCompletedWithValue(new CloseReport(1, 2, 1));
    assertThat(fixture.failure("inFlight").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("queued").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
  }

  @Test
  void withoutAnyTimeTheRestFailsAtOnce() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    assertThat(fixture.close(Duration.ofSeconds(-1)))
        .isCompletedWithValue(new CloseReport(0, 0, 1));
  }

  @Test
  void aTimeoutWithoutEndIsAllowed() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report =
        fixture.close(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
    brokers.answerAll();
    assertThat(report).isCompletedWithValue(new CloseReport(1, 0, 0));
  }

  @Test
  void aRecordThatComesAfterwardsFails() {
    fixture.open();
    fixture.close(FIVE_SECONDS);
    assertThat(fixture.offer("t", 0, "late")).isEqualTo(Admission.ACCEPTED);
    fixture.loop.run();
    assertThat(fixture.failure("late"))
        .isInstanceOf(ProducerClosedException.class)
        .hasMessage("Channel 'orders-out' is closed and takes no more records");
  }

  @Test
  void theSeamIsKeptWhileATopicIsBeingOpened() {
    brokers.topic("t", 1);
    fixture.open("metadata.max.age.ms", "1000");
    fixture.send("t", "a");
    brokers.answerAll();
    fixture.completionsHeld = true;
    brokers.topic("t", 1, 1);
    fixture.loop.advance(Duration.ofSeconds(2));
    fixture.close(FIVE_SECONDS);
    assertThat(fixture.released).isZero();
    fixture.releaseCompletions();
    assertThat(fixture.released).isOne();
  }

  @Test
  void aTopicThatIsBeingOpenedIsWaitedFor() {
    brokers.topic("t", 1);
    fixture.open();
    fixture.completionsHeld = true;
    fixture.send("t", "a");
    CompletableFuture<CloseReport> report = fixture.close(FIVE_SECONDS);
    fixture.loop.advance(Duration.ofSeconds(1));
    fixture.releaseCompletions();
    brokers.answerAll();
    assertThat(report).isCompletedWithValue(new CloseReport(1, 0, 0));
  }
}
