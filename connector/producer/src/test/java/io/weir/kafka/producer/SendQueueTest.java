package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that wait for room: in order, for so long, so many of them, and never for ever. */
class SendQueueTest {

  private static final long MAX_BLOCK_MS = 3_000;
  private static final String PADDING = ".".repeat(1_000);

  private final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;
  private final List<String> ended = new ArrayList<>();
  private final Map<String, Throwable> failures = new HashMap<>();
  private final SendQueue queue =
      new SendQueue(
          Duration.ofMillis(MAX_BLOCK_MS).toNanos(),
          fixture::complete,
          outcomes ->
              fixture.assemble(
                  outcomes,
                  "buffer.memory",
                  "2000",
                  "batch.size",
                  "1",
                  "partition-memory-share",
                  "100"));

  /** Notes the end of its record. */
  private final class Emitter implements UniEmitter<RecordReceipt> {

    private final String name;
    private final Runnable then;

    Emitter(String name, Runnable then) {
      this.name = name;
      this.then = then;
    }

    @Override
    public void complete(RecordReceipt receipt) {
      ended.add(name + "@" + receipt.offset());
      then.run();
    }

    @Override
    public void fail(Throwable failure) {
      ended.add(name + " failed");
      failures.put(name, failure);
      then.run();
    }

    @Override
    public UniEmitter<RecordReceipt> onTermination(Runnable onTermination) {
      throw new UnsupportedOperationException();
    }
  }

  private void submit(String name) {
    submit(name, OutgoingRecord.of("t", name + PADDING), () -> {});
  }

  private void submit(String name, OutgoingRecord record, Runnable then) {
    queue.submit(record, new Emitter(name, then));
  }

  private void submitAll(String... names) {
    for (String each : names) {
      submit(each);
    }
    fixture.loop.run();
  }

  private Throwable failure(String name) {
    return Objects.requireNonNull(failures.get(name), () -> "failure of " + name + ", " + ended);
  }

  private CompletableFuture<CloseReport> close(Duration timeout) {
    CompletableFuture<CloseReport> report = queue.close(timeout).toCompletableFuture();
    fixture.loop.run();
    return report;
  }

  @AfterEach
  void nothingIsLeft() {
    assertThat(close(Duration.ZERO)).isDone();
    assertThat(fixture.released).isOne();
    assertThat(fixture.memory.metric().usedHeapMemory()).isZero();
  }

  @Test
  void recordsThatWaitKeepTheirOrder() {
    brokers.topic("t", 1);
    submitAll("a", "b", "c", "d", "e", "f");
    for (int i = 0; i < 6; i++) {
      assertThat(ended).as("room for some only").hasSize(i);
      brokers.answer(ErrorCode.NONE);
    }
    assertThat(ended).containsExactly("a@0", "b@1", "c@2", "d@3", "e@4", "f@5");
  }

  @Test
  void aRecordDoesNotOvertakeThoseThatWait() {
    brokers.topic("t", 1);
    submitAll("a", "b", "c", "d");
    fixture.completionsHeld = true;
    brokers.answerAll(); // there is room now, and those that wait do not know it yet
    submit("late");
    fixture.releaseCompletions();
    while (!brokers.kept().isEmpty()) {
      brokers.answerAll();
    }
    assertThat(ended).containsExactly("a@0", "b@1", "c@2", "d@3", "late@4");
  }

  @Test
  void nobodyWaitsLongerThanMaxBlock() {
    submitAll("a", "b", "c", "d");
    fixture.loop.advance(Duration.ofMillis(1_000));
    submit("e");
    fixture.loop.advance(Duration.ofMillis(MAX_BLOCK_MS - 1_001));
    assertThat(ended).isEmpty();
    fixture.loop.advance(Duration.ofMillis(2));
    assertThat(ended).contains("d failed").doesNotContain("a failed", "e failed");
    assertThat(failure("d"))
        .isInstanceOf(BufferExhaustedException.class)
        .hasMessageContaining("max.block.ms = 3000");
    fixture.loop.advance(Duration.ofMillis(1_000));
    assertThat(failure("e")).isInstanceOf(BufferExhaustedException.class);
  }

  @Test
  void soManyWaitAndNoMore() {
    submitAll("a", "b", "c");
    OutgoingRecord record = OutgoingRecord.of("t", PADDING);
    for (int i = 0; i <= SendQueue.MOST_WAITING; i++) {
      submit("w" + i, record, () -> {});
    }
    assertThat(ended).as("nothing ends inside submit").isEmpty();
    fixture.loop.run();
    assertThat(ended).isNotEmpty().allMatch(each -> each.endsWith(" failed"));
    assertThat(failure("w" + SendQueue.MOST_WAITING))
        .isInstanceOf(BufferExhaustedException.class)
        .hasMessageContaining("100000 records wait already");
    assertThat(failures).doesNotContainKey("w0");
  }

  @Test
  void closeTurnsThoseAwayThatWaitAndCountsThem() {
    brokers.topic("t", 1);
    submitAll("a", "b", "c", "d");
    int inside = brokers.kept().size();
    CompletableFuture<CloseReport> report = close(Duration.ofSeconds(5));
    assertThat(report).isNotDone();
    assertThat(failure("d")).isInstanceOf(ProducerClosedException.class);
    while (!brokers.kept().isEmpty()) {
      brokers.answerAll();
    }
    CloseReport counts = report.join();
    assertThat(counts.delivered()).isGreaterThanOrEqualTo(inside);
    assertThat(counts.delivered() + counts.failed()).isEqualTo(4);
    assertThat(ended).hasSize(4);
  }

  @Test
  void closeCompletesBehindTheLastOfThoseThatWait() {
    submitAll("a", "b", "c", "d");
    queue
        .close(Duration.ZERO)
        .thenAccept(counts -> ended.add("report " + (counts.failed() + counts.unknown())));
    fixture.loop.run();
    assertThat(ended).hasSize(5).endsWith("report 4");
  }

  @Test
  void aRecordAfterTheCloseFails() {
    close(Duration.ZERO);
    submitAll("late");
    assertThat(failure("late")).isInstanceOf(ProducerClosedException.class);
  }

  @Test
  void aTimeThatCannotBeToldFailsItsRecordAlsoWhileItWaits() {
    brokers.topic("t", 1);
    OutgoingRecord far = OutgoingRecord.of("t", PADDING).withTimestamp(Instant.MAX);
    submit("atOnce", far, () -> {});
    submitAll("a", "b", "c");
    submit("waiting", far, () -> {});
    submitAll("d");
    while (!brokers.kept().isEmpty()) {
      brokers.answerAll();
    }
    assertThat(failure("atOnce")).isInstanceOf(InvalidRecordException.class);
    assertThat(failure("waiting")).isInstanceOf(InvalidRecordException.class);
    assertThat(ended).contains("d@3");
  }

  @Test
  void aSubscriberThatThrowsHoldsUpNoOther() {
    Runnable thrower =
        () -> {
          throw new IllegalStateException("a subscriber");
        };
    for (String each : List.of("a", "b", "c", "d")) {
      submit(each, OutgoingRecord.of("t", each + PADDING), thrower);
    }
    fixture.loop.advance(Duration.ofMillis(MAX_BLOCK_MS + 1));
    assertThat(ended).contains("c failed", "d failed");
  }

  @Test
  void onlyACallbackIsTelling() {
    List<Boolean> telling = new ArrayList<>();
    for (String each : List.of("a", "b", "c", "d")) {
      submit(each, OutgoingRecord.of("t", each + PADDING), () -> telling.add(queue.isTelling()));
    }
    assertThat(queue.isTelling()).isFalse();
    close(Duration.ZERO);
    assertThat(telling).hasSize(4).doesNotContain(false);
  }
}
