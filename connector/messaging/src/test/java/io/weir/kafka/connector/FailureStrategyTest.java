package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.api.DeadLetterException;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordHeader;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.config.ChannelAttributes.Acknowledgement;
import io.weir.kafka.config.ChannelAttributes.Failures;
import io.weir.kafka.config.FailureStrategy;
import io.weir.kafka.connector.ChannelSubscriber.Settings;
import io.weir.kafka.connector.ScriptedPipeline.Accepted;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of a message whose record has failed for good. */
class FailureStrategyTest extends ChannelFixture {

  private static final String DEAD_LETTERS = "dead-letter-topic-orders";
  private static final ProducerException EXPIRED =
      new DeliveryTimeoutException("too late", Persistence.POSSIBLY_PERSISTED);

  @Test
  void anIgnoredFailureIsAckedAndCounted() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.IGNORE);
    subscriber.onNext(message("a"));

    pipeline().fail(new RecordTooLargeException("too large"));
    subscriber.onComplete();
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
    assertThat(subscriber.whenClosed().toCompletableFuture())
        .isCompletedWithValue(new Settlement.Report(0, 1, 0, 1));
  }

  @Test
  void aMessageOfWhichNoRecordCanBeMadeIsIgnoredToo() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.IGNORE);
    pipeline().bug = new IllegalStateException("bug");

    subscriber.onNext(message("a"));
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
  }

  @Test
  void whatTheEndOfTheChannelStopsIsNackedAlthoughFailuresAreIgnored() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.IGNORE);
    subscriber.onNext(message("a"));

    subscriber.close(Duration.ofSeconds(1));
    completions.runAll();
    pipeline().finishClosing();
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
  }

  @Test
  void aFailedRecordGoesToTheDeadLetterTopicAndIsAckedWhenItIsThere() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    subscriber.onNext(message("a"));

    pipeline().fail(EXPIRED);
    completions.runAll();
    Accepted letter = pipeline().accepted.get(1);
    assertThat(letter.topic()).isEqualTo(DEAD_LETTERS);
    assertThat(letter.partition()).isEqualTo(-1);
    assertThat((byte[]) letter.value()).isEqualTo("a".getBytes(UTF_8));
    assertThat(signals).isEmpty();

    pipeline().deliver(1);
    subscriber.onComplete();
    completions.runAll();
    assertThat(signals).containsExactly("ack a");
    assertThat(subscriber.whenClosed().toCompletableFuture())
        .isCompletedWithValue(new Settlement.Report(0, 0, 1, 1));
  }

  @Test
  void aDeadLetterSaysWhatFailedWhereAndWhy() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    RecordHeaders own = RecordHeaders.of(new RecordHeader("trace", "42".getBytes(UTF_8)));
    subscriber.onNext(
        message("a").addMetadata(OutgoingRecordMetadata.builder().withHeaders(own).build()));

    pipeline().fail(new InvalidRecordException("refused", new IllegalStateException("why")));
    completions.runAll();

    assertThat(text(pipeline().accepted.get(1).headers()))
        .containsExactly(
            Map.entry("trace", "42"),
            Map.entry("dead-letter-exception-class-name", InvalidRecordException.class.getName()),
            Map.entry("dead-letter-reason", "refused"),
            Map.entry("dead-letter-cause-class-name", IllegalStateException.class.getName()),
            Map.entry("dead-letter-cause", "why"),
            Map.entry("dead-letter-topic", "topic"),
            Map.entry("dead-letter-partition", "3"),
            Map.entry("dead-letter-persistence", "NOT_PERSISTED"));
  }

  @Test
  void aDeadLetterThatFailsIsNackedWithBothCauses() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    subscriber.onNext(message("a"));
    ProducerException second = new InvalidRecordException("no such topic");

    pipeline().fail(EXPIRED);
    pipeline().fail(second);
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
    assertThat(reasons)
        .singleElement()
        .isInstanceOfSatisfying(
            DeadLetterException.class,
            both -> {
              assertThat(both).hasMessageContainingAll("too late", DEAD_LETTERS, "no such topic");
              assertThat(both.getCause()).isSameAs(EXPIRED);
              assertThat(both.deadLetterFailure()).isSameAs(second);
              assertThat(both.persistence()).isEqualTo(Persistence.POSSIBLY_PERSISTED);
            });
    assertThat(pipeline().accepted).hasSize(2);
  }

  @Test
  void aRecordWithoutBytesIsNackedWithItsOwnCause() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    pipeline().serializes = false;
    subscriber.onNext(message("a"));
    ProducerException reason = new InvalidRecordException("not serialized");

    pipeline().fail(reason);
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
    assertThat(reasons).containsExactly(reason);
  }

  @Test
  void aRecordThatIsTooLargeOrComesTooLateIsNoDeadLetter() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    send(subscriber, 2);

    pipeline().fail(new RecordTooLargeException("too large"));
    pipeline().fail(new ProducerClosedException("closed", Persistence.NOT_PERSISTED));
    completions.runAll();

    assertThat(signals).containsExactly("nack m0", "nack m1");
    assertThat(pipeline().accepted).hasSize(2);
  }

  @Test
  void aDeadLetterThatFindsNoRoomGoesBeforeTheChannelsOwnRecords() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    pipeline().room = 1;
    subscriber.onNext(message("a"));
    subscriber.onNext(message("b"));

    pipeline().fail(EXPIRED);
    completions.runAll();
    pipeline().room = 1;
    subscriber.onNext(message("c"));
    assertThat(pipeline().accepted).extracting(Accepted::topic).containsExactly("topic");

    pipeline().makeRoom(10);
    completions.runAll();

    assertThat(pipeline().accepted)
        .extracting(Accepted::topic)
        .containsExactly("topic", DEAD_LETTERS, "topic", "topic");
  }

  @Test
  void nothingIsRequestedWhileADeadLetterWaits() {
    ChannelSubscriber subscriber =
        subscribed(FailureStrategy.DEAD_LETTER_TOPIC, settings(Acknowledgement.WHEN_DELIVERED, 10));
    send(subscriber, 10);
    completions.runAll();
    pipeline().room = 0;

    pipeline().fail(EXPIRED);
    pipeline().deliver(9);
    completions.runAll();
    assertThat(upstream.requested()).isEqualTo(10);

    pipeline().makeRoom(1000);
    completions.runAll();
    assertThat(upstream.requested()).isEqualTo(19);
  }

  @Test
  void aDeadLetterThatStillWaitsWhenTheChannelClosesIsNackedWithBothCauses() {
    ChannelSubscriber subscriber = subscribed(FailureStrategy.DEAD_LETTER_TOPIC);
    pipeline().room = 1;
    subscriber.onNext(message("a"));
    pipeline().fail(EXPIRED);
    completions.runAll();

    var report = subscriber.close(Duration.ofSeconds(1)).toCompletableFuture();
    completions.runAll();

    assertThat(signals).containsExactly("nack a");
    assertThat(reasons).singleElement().isInstanceOf(DeadLetterException.class);
    assertThat(report).isCompletedWithValue(new Settlement.Report(0, 0, 1, 0));
  }

  @Test
  void aMessageThatWasAckedEarlyIsDeadLetteredWithoutASecondSignal() {
    ChannelSubscriber subscriber =
        subscribed(FailureStrategy.DEAD_LETTER_TOPIC, settings(Acknowledgement.WHEN_ACCEPTED, 0));
    subscriber.onNext(message("a"));

    pipeline().fail(EXPIRED);
    pipeline().deliver(1);
    completions.runAll();

    assertThat(signals).containsExactly("ack a");
    assertThat(pipeline().accepted).hasSize(2);
  }

  private ChannelSubscriber subscribed(FailureStrategy strategy) {
    return subscribed(strategy, settings());
  }

  private ChannelSubscriber subscribed(FailureStrategy strategy, Settings others) {
    return subscribed(
        new Settings(
            others.channel(),
            others.acknowledgement(),
            others.limits(),
            new Failures(strategy, DEAD_LETTERS),
            others.search()));
  }

  private static Map<String, String> text(RecordHeaders headers) {
    Map<String, String> text = new LinkedHashMap<>();
    headers.forEach(header -> text.put(header.name(), new String(header.value(), UTF_8)));
    return text;
  }
}
