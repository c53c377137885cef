package io.weir.kafka.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.producer.PipelineFixture;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaderIdAndEpoch;
import io.weir.kafka.protocol.ProduceResponse.BatchIndexAndErrorMessage;
import io.weir.kafka.protocol.ProduceResponse.PartitionProduceResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches that a broker takes only in part: too large, or with records that it refuses. */
class SplitTest {

  private static final Duration LONG = Duration.ofSeconds(3);

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;

  /** One record has been delivered, with sequence number 0. */
  private void open(String... settings) {
    brokers.topic("t", 1);
    fixture.open(
        Stream.concat(Stream.of("enable.idempotence", "true", "retries", "1"), Stream.of(settings))
            .toArray(String[]::new));
    fixture.send("t", "first");
    brokers.answerAll();
  }

  private void offer(String... values) {
    for (String each : values) {
      fixture.offer("t", 0, each);
    }
  }

  private void send(String... values) {
    offer(values);
    fixture.loop.run();
  }

  private void refuse(ErrorCode error, BatchIndexAndErrorMessage... records) {
    brokers.answerWith(
        index ->
            new PartitionProduceResponse(
                index,
                error.code(),
                -1,
                -1,
                -1,
                List.of(records),
                null,
                new LeaderIdAndEpoch(-1, -1)));
  }

  private static BatchIndexAndErrorMessage record(int index, @Nullable String message) {
    return new BatchIndexAndErrorMessage(index, message);
  }

  // ---- too large

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void aBatchThatIsTooLargeIsHalvedUntilItFitsAndSpendsNoRetry(String codec) {
    open("compression.type", codec);
    send("a", "b", "c", "d", "e");
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(brokers.numbered()).containsExactly("t-0[a, b]#1000/0/1");
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2", "t-0[c, d, e]#1000/0/3");
    brokers.answer(ErrorCode.NONE);
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(brokers.numbered()).containsExactly("t-0[c]#1000/0/3");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[d, e]#1000/0/4");
    brokers.answerAll();

    assertThat(fixture.outcomes.keySet()).containsExactly("first", "a", "b", "c", "d", "e");
    assertThat(fixture.outcomes).containsEntry("a", "delivered t-0@1");
    assertThat(fixture.outcomes).containsEntry("e", "delivered t-0@5");
    send("next");
    assertThat(brokers.numbered()).containsExactly("t-0[next]#1000/0/6");
    brokers.answerAll();
  }

  @Test
  void whatWasSentBehindItFollowsTheHalvesWithItsOwnNumbers() {
    open();
    send("a", "b");
    send("c");
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/0/1");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[b]#1000/0/2", "t-0[c]#1000/0/3");
    brokers.answerAll();
    assertThat(fixture.failures).isEmpty();
  }

  @Test
  void aSingleRecordThatIsTooLargeFailsAndTheOthersGoOn() {
    open();
    send("small", "large");
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    brokers.answer(ErrorCode.NONE);
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);

    assertThat(fixture.outcome("small")).startsWith("delivered");
    assertThat(fixture.failure("large"))
        .hasMessageContaining("MESSAGE_TOO_LARGE (10)")
        .hasMessageContaining("raise max.message.bytes of the topic")
        .hasMessageContaining("NOT_PERSISTED: its records can be sent again");
    send("next");
    assertThat(brokers.numbered()).containsExactly("t-0[next]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void withoutNumbersTheHalvesKeepTheOrderToo() {
    open("enable.idempotence", "false");
    send("a", "b", "c");
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(brokers.waiting()).containsExactly("[t-0[a]]");
    send("d");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.waiting()).containsExactly("[t-0[b, c]]");
    brokers.answerAll();
    assertThat(fixture.outcomes.keySet()).containsExactly("first", "a", "b", "c", "d");
  }

  @Test
  void aHalfExpiresWhenTheWholeWouldHave() {
    open("delivery.timeout.ms", "10000", "request.timeout.ms", "10000");
    send("a", "b");
    fixture.loop.advance(Duration.ofSeconds(9));
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    fixture.loop.advance(Duration.ofMillis(1_010));
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("b").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    brokers.answerAll();
  }

  @Test
  void aBatchThatExpiredBeforeItsAnswerIsNotSplit() {
    open("delivery.timeout.ms", "10000", "request.timeout.ms", "10000");
    send("a", "b");
    brokers.answer(ErrorCode.NOT_ENOUGH_REPLICAS);
    fixture.loop.advance(Duration.ofMillis(10_010));
    assertThat(fixture.failures).hasSize(2);
    brokers.answer(ErrorCode.MESSAGE_TOO_LARGE);
    assertThat(brokers.kept()).isEmpty();
  }

  // ---- records that are refused

  @ParameterizedTest
  @ValueSource(strings = {"none", "zstd"})
  void theRecordsThatTheBrokerNamesFailAndTheOthersGoWithoutThem(String codec) {
    open("compression.type", codec);
    send("a", "bad", "c", "worse");
    refuse(ErrorCode.INVALID_RECORD, record(1, "no key"), record(3, null));

    assertThat(fixture.failure("bad"))
        .isInstanceOf(BrokerException.class)
        .hasMessageContaining("A record for t-0 of channel 'orders-out' has failed")
        .hasMessageContaining("INVALID_RECORD (87)")
        .hasMessageContaining(": no key (NOT_PERSISTED: its records can be sent again)");
    assertThat(fixture.failure("worse").persistence()).isEqualTo(Persistence.NOT_PERSISTED);
    assertThat(brokers.numbered()).containsExactly("t-0[a, c]#1000/1/0");
    brokers.answerAll();
    assertThat(fixture.outcome("c")).isEqualTo("delivered t-0@2");
  }

  @Test
  void whatWasSentBehindThemStaysBehindTheOthers() {
    open();
    send("a", "bad");
    send("c");
    refuse(ErrorCode.INVALID_TIMESTAMP, record(1, "too old"));
    assertThat(brokers.numbered()).as("it drains").containsExactly("t-0[c]#1000/0/3");
    brokers.answer(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER);
    assertThat(brokers.numbered()).containsExactly("t-0[a]#1000/1/0");
    brokers.answer(ErrorCode.NONE);
    assertThat(brokers.numbered()).containsExactly("t-0[c]#1000/1/1");
    brokers.answerAll();
    assertThat(fixture.outcome("c")).startsWith("delivered");
  }

  @Test
  void withoutNumbersTheOthersGoAtOnce() {
    open("enable.idempotence", "false");
    send("bad", "b");
    refuse(ErrorCode.INVALID_RECORD, record(0, "no key"));
    assertThat(brokers.waiting()).containsExactly("[t-0[b]]");
    brokers.answerAll();
    assertThat(fixture.failures.keySet()).containsExactly("bad");
  }

  @Test
  void whereAllAreNamedNothingIsLeftToSend() {
    open();
    send("x", "y");
    refuse(ErrorCode.INVALID_RECORD, record(0, "no x"), record(1, "no y"));
    assertThat(fixture.failure("x")).hasMessageContaining(": no x");
    assertThat(fixture.failure("y")).hasMessageContaining(": no y");
    assertThat(brokers.kept()).isEmpty();
    send("next");
    assertThat(brokers.numbered()).containsExactly("t-0[next]#1000/1/0");
    brokers.answerAll();
  }

  @Test
  void recordsThatAreNotInTheBatchAreNotBelieved() {
    open();
    send("a", "b");
    refuse(ErrorCode.INVALID_RECORD, record(2, "?"), record(-1, "?"));
    assertThat(fixture.failures.keySet()).containsExactly("a", "b");
  }

  @Test
  void whatMayBeInTheLogFailsAsAWhole() {
    open();
    send("a", "bad");
    brokers.answer(ErrorCode.REQUEST_TIMED_OUT);
    fixture.loop.advance(LONG);
    refuse(ErrorCode.INVALID_RECORD, record(1, "no key"));
    assertThat(fixture.failure("a").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
    assertThat(fixture.failure("bad").persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
  }
}
