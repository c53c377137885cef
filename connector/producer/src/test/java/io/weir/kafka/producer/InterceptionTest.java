package io.weir.kafka.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.producer.Pipeline.CloseReport;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.send.ScriptedBrokers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Interceptors see each record before and after; what they throw touches their record only. */
class InterceptionTest {

  @RegisterExtension final PipelineFixture fixture = new PipelineFixture();
  private final ScriptedBrokers brokers = fixture.brokers;
  private final List<String> seen = new ArrayList<>();

  /** Notes what it is told, and does with a record what the test says. */
  private final class Noting implements RecordInterceptor {

    private final String name;
    private final UnaryOperator<OutgoingRecord> onSend;
    private boolean throwsAfterwards;

    Noting(String name, UnaryOperator<OutgoingRecord> onSend) {
      this.name = name;
      this.onSend = onSend;
    }

    @Override
    public OutgoingRecord onSend(OutgoingRecord record) {
      seen.add(name + " sends " + record.value());
      return onSend.apply(record);
    }

    @Override
    public void onDelivered(OutgoingRecord record, RecordReceipt receipt) {
      seen.add(name + " delivered " + record.value() + "@" + receipt.offset());
      throwIfTold();
    }

    @Override
    public void onFailed(OutgoingRecord record, ProducerException failure) {
      seen.add(name + " failed " + record.value());
      throwIfTold();
    }

    @Override
    public void close() {
      seen.add(name + " closed");
      throwIfTold();
    }

    private void throwIfTold() {
      if (throwsAfterwards) {
        throw new IllegalStateException(name);
      }
    }
  }

  private void open(RecordInterceptor... interceptors) {
    brokers.topic("t", 1, 1);
    fixture.interceptors = List.of(interceptors);
    fixture.open("retries", "0");
  }

  @Test
  void aReplacedRecordIsWhatTheNextOneSeesAndWhatIsSent() {
    open(
        new Noting("first", record -> OutgoingRecord.of("t", null, "replaced").withPartition(1)),
        new Noting("second", record -> record));
    fixture.send("t", "original");
    assertThat(brokers.waiting()).containsExactly("[t-1[replaced]]");
    brokers.answerAll();
    assertThat(seen)
        .containsExactly(
            "first sends original",
            "second sends replaced",
            "first delivered replaced@0",
            "second delivered replaced@0");
    assertThat(fixture.outcome("original")).isEqualTo("delivered t-1@0");
  }

  @Test
  void oneThatThrowsFailsItsRecordOnly() {
    open(
        new Noting("first", record -> record),
        new Noting(
            "picky",
            record -> {
              if ("bad".equals(record.value())) {
                throw new AssertionError("bad value");
              }
              return record;
            }));
    fixture.send("t", "bad", "good");
    brokers.answerAll();
    assertThat(fixture.failure("bad"))
        .isInstanceOf(InvalidRecordException.class)
        .hasMessageStartingWith("Channel 'orders-out': interceptor " + Noting.class.getName())
        .hasMessageContaining("bad value");
    assertThat(fixture.outcome("good")).isEqualTo("delivered t-0@0");
    assertThat(seen).contains("first failed bad", "picky failed bad");
  }

  @Test
  void aProducerExceptionOfItsOwnIsPassedOn() {
    ProducerException own = new InvalidRecordException("not today");
    open(
        new Noting(
            "own",
            record -> {
              throw own;
            }));
    fixture.send("t", "a");
    assertThat(fixture.failure("a")).isSameAs(own);
  }

  @Test
  @SuppressWarnings("NullAway") // Breaks the contract on purpose.
  void oneThatReturnsNothingFailsTheRecord() {
    open(new Noting("none", record -> null), new Noting("next", record -> record));
    fixture.send("t", "a");
    assertThat(fixture.failure("a")).hasMessageContaining("returned null instead of a record");
    assertThat(seen).containsExactly("none sends a", "none failed a", "next failed a");
  }

  @Test
  void aTimeThatMillisecondsCannotTellFailsTheRecord() {
    open(new Noting("far", record -> record.withTimestamp(Instant.MAX)));
    fixture.send("t", "a");
    assertThat(fixture.failure("a")).hasMessageContaining("leave it out for the time of sending");
  }

  @Test
  void whatOneThrowsAfterwardsIsLoggedAndTheOutcomeStands() {
    Noting rude = new Noting("rude", record -> record);
    rude.throwsAfterwards = true;
    open(rude, new Noting("polite", record -> record));
    fixture.send("t", "a");
    brokers.answerAll();
    fixture.send("t", "b");
    brokers.answer(ErrorCode.INVALID_RECORD);
    assertThat(fixture.outcomes)
        .containsEntry("a", "delivered t-0@0")
        .containsEntry("b", "BrokerException");
    assertThat(seen).contains("polite delivered a@0", "polite failed b");
    assertThat(fixture.close(Duration.ofSeconds(1)))
        .as("even if it throws as it is closed")
        .isCompletedWithValue(new CloseReport(1, 1, 0));
    assertThat(seen).contains("rude closed", "polite closed");
  }

  @Test
  void theyAreToldThePartitionOfARecordThatFailedThere() {
    List<@Nullable Integer> partitions = new ArrayList<>();
    open(
        new RecordInterceptor() {
          @Override
          public OutgoingRecord onSend(OutgoingRecord record) {
            return record;
          }

          @Override
          public void onFailed(OutgoingRecord record, ProducerException failure) {
            partitions.add(record.partition());
          }
        });
    fixture.send("t", "a");
    brokers.answerAll();
    fixture.sendTo("t", RecordDraft.ANY_PARTITION, "b");
    brokers.answer(ErrorCode.INVALID_RECORD);
    fixture.close(Duration.ZERO);
    fixture.sendTo("t", RecordDraft.ANY_PARTITION, "late");
    assertThat(partitions).hasSize(2);
    assertThat(partitions.get(0)).isBetween(0, 1);
    assertThat(partitions.get(1)).isNull();
  }

  @Test
  void theyHearOfARecordThatCameTooLate() {
    open(new Noting("any", record -> record));
    fixture.close(Duration.ZERO);
    fixture.send("t", "late");
    assertThat(seen).containsExactly("any closed", "any failed late");
    assertThat(fixture.outcome("late")).isEqualTo("ProducerClosedException");
  }
}
