package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.event.Departure;
import io.weir.kafka.event.ObservedBatch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an observer hears of batches and records, and what it can read at any time. */
class PipelineEventsTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;
  private final List<String> told = new ArrayList<>();
  private final List<Departure> departures = new ArrayList<>();
  private int connected;

  private PipelineFixture open(String... settings) {
    fixture.events = new Recorder();
    brokers.topic("t", 1, 1);
    return fixture.open(settings);
  }

  @Test
  void aBatchIsToldWhenItLeavesAndWhenItIsAcknowledged() {
    open().send("t", "a");
    fixture.loop.advance(Duration.ofMillis(7));
    brokers.answerAll();

    assertThat(told).containsExactly("sent t-0 x1", "delivered t-0 x1 after 7 ms");
    Departure departure = departures.get(0);
    assertThat(departure.brokerId()).isEqualTo(1);
    assertThat(departure.isFirst()).isTrue();
    assertThat(departure.bytes()).isGreaterThan(60);
  }

  @Test
  void theTimeInTheQueueRunsFromTheFirstRecord() {
    open("linger.ms", "50").send("t", "warm-up");
    fixture.loop.advance(Duration.ofMillis(50));
    brokers.answerAll();
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofMillis(50));
    brokers.answerAll();

    assertThat(departures.get(departures.size() - 1).queuedNanos())
        .isEqualTo(Duration.ofMillis(50).toNanos());
  }

  @Test
  void aRetryAndAFailureNameTheErrorAsKafkaDoes() {
    open("retries", "1").send("t", "a");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(Duration.ofSeconds(1));
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);

    assertThat(told)
        .containsExactly(
            "sent t-0 x1",
            "retried t-0 x1 NOT_ENOUGH_REPLICAS",
            "sent t-0 x1",
            "failed t-0 x1 NOT_ENOUGH_REPLICAS");
    assertThat(departures).extracting(Departure::attempt).containsExactly(1, 2);
  }

  @Test
  void aRecordThatNeverComesIntoABatchIsToldByItself() {
    open("max.request.size", "500").send("t", ".".repeat(1_000));

    assertThat(told).containsExactly("refused RecordTooLargeException");
  }

  @Test
  void aPartitionThatHoldsMoreThanItsShareIsNamedAndCanBeFoundOut() {
    open("buffer.memory", "40000", "batch.size", "2000");
    Vitals vitals = fixture.pipeline().vitals();
    assertThat(vitals.memoryLimitBytes()).isEqualTo(40_000);
    assertThat(vitals.memoryUsedBytes()).isZero();

    int sent = 0;
    while (fixture.offer("t", 1, sent + ".".repeat(1_000)) == Admission.ACCEPTED) {
      sent++;
      fixture.loop.run();
    }

    assertThat(told).contains("blocked by t-1");
    assertThat(vitals.memoryUsedBytes()).isBetween(20_000L, 40_000L);
    assertThat(vitals.isBlocking("t", 1)).isTrue();
    assertThat(vitals.isBlocking("t", 0)).isFalse();
    assertThat(vitals.isBlocking("other", 0)).isFalse();
    assertThat(vitals.blockingPartitions()).isOne();
    brokers.answerAll();
    assertThat(vitals.blockingPartitions()).isZero();
  }

  @Test
  void whoLooksForABrokerFindsItBeforeTheFirstRecord() {
    open();
    fixture.pipeline().vitals().lookForBroker();
    fixture.loop.run();

    assertThat(connected).isPositive();
    assertThat(brokers.metadataRequests).containsExactly(List.of());
  }

  @Test
  void aTopicCanBeInquiredAboutAndThePulseBeTaken() {
    open();
    List<String> answers = new ArrayList<>();
    fixture.pipeline().vitals().inquire("t", answers::add);
    fixture.pipeline().vitals().ping(() -> answers.add("pong"));
    assertThat(answers).as("not inside the call").isEmpty();
    fixture.loop.run();

    assertThat(answers).containsExactlyInAnyOrder("pong", "");
  }

  @Test
  void aProducerThatIsRefusedIsToldAndTriedAgainOnDemand() {
    open("enable.idempotence", "true");
    brokers.producerIdError = ErrorCode.CLUSTER_AUTHORIZATION_FAILED;
    fixture.send("t", "a");
    fixture.loop.advance(Duration.ofSeconds(5));
    assertThat(told).contains("producer refused");
    assertThat(fixture.failure("a")).isInstanceOf(BrokerException.class);

    brokers.producerIdError = ErrorCode.NONE;
    fixture.pipeline().vitals().tryAgain();
    fixture.loop.advance(Duration.ofSeconds(5));

    assertThat(told).endsWith("producer accepted");
  }

  private final class Recorder implements ProducerEvents {

    private String name(ObservedBatch batch) {
      return "%s-%d x%d".formatted(batch.topic(), batch.partition(), batch.records());
    }

    @Override
    public void batchSent(ObservedBatch batch, Departure departure) {
      told.add("sent " + name(batch));
      departures.add(departure);
    }

    @Override
    public void batchDelivered(ObservedBatch batch, long latencyNanos) {
      told.add("delivered " + name(batch) + " after " + latencyNanos / 1_000_000 + " ms");
    }

    @Override
    public void batchFailed(ObservedBatch batch, Throwable failure) {
      told.add("failed " + name(batch) + " " + ((BrokerException) failure).errorName());
    }

    @Override
    public void batchRetried(ObservedBatch batch, String error, String reason) {
      told.add("retried " + name(batch) + " " + error);
    }

    @Override
    public void recordRefused(Throwable failure) {
      told.add("refused " + failure.getClass().getSimpleName());
    }

    @Override
    public void partitionBlocks(String topic, int partition) {
      told.add("blocked by " + topic + "-" + partition);
    }

    @Override
    public void producerRefused(String reason) {
      told.add("producer refused");
    }

    @Override
    public void producerAccepted() {
      told.add("producer accepted");
    }

    @Override
    public void connected(int brokerId) {
      connected++;
    }
  }
}
