package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.DeadLetterException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.Record;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Dead letters in Kafka: the same bytes, once. */
class DeadLetterTest {

  private static final int DEADLINE_SECONDS = 60;
  private static final int BROKERS_LIMIT = 1_000;
  private static final String TOO_LARGE = "x".repeat(BROKERS_LIMIT + 1);
  private static final String DEAD_LETTERS = "dead-letter-topic-out";

  private TestCluster cluster;

  @BeforeEach
  void startCluster() {
    cluster = TestCluster.builder().topic(DEAD_LETTERS, 1).withoutAutoCreate().inMemory().start();
    cluster.createTopic("out", 3, Map.of("max.message.bytes", Integer.toString(BROKERS_LIMIT)));
  }

  @AfterEach
  void stopCluster() {
    cluster.close();
  }

  /** Writes something else each time. */
  public static final class Counting implements PayloadSerializer<String> {
    static final AtomicInteger CALLS = new AtomicInteger();

    @Override
    public void serialize(String payload, RecordContext context, ByteSink sink) {
      sink.writeUtf8(payload + "-" + CALLS.incrementAndGet());
    }
  }

  @ApplicationScoped
  @Named("witness")
  static class Witness implements RecordInterceptor {
    final ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

    @Override
    public OutgoingRecord onSend(OutgoingRecord record) {
      seen.add("send " + record.topic());
      return record;
    }

    @Override
    public void onDelivered(OutgoingRecord record, RecordReceipt receipt) {
      seen.add("delivered " + receipt.topic());
    }

    @Override
    public void onFailed(OutgoingRecord record, ProducerException failure) {
      seen.add("failed " + record.topic());
    }
  }

  @Test
  void aRefusedRecordIsADeadLetterWithTheBytesThatWereRefused() {
    Counting.CALLS.set(0);
    try (TestApplication application = start("value.serializer", Counting.class.getName())) {
      Sender sender = application.get(Sender.class);
      sender.send(Record.of("key", TOO_LARGE)).orTimeout(DEADLINE_SECONDS, SECONDS).join();
      sender.send(Record.of("key", "good")).orTimeout(DEADLINE_SECONDS, SECONDS).join();
      assertThat(sender.signals()).containsExactly("ack", "ack");
    }

    List<StoredRecord> letters = cluster.records(DEAD_LETTERS);
    assertThat(letters).extracting(StoredRecord::valueText).containsExactly(TOO_LARGE + "-1");
    assertThat(letters).extracting(StoredRecord::keyText).containsExactly("key");
    assertThat(header(letters.get(0), DeadLetterHeaders.TOPIC)).isEqualTo("out");
    assertThat(header(letters.get(0), DeadLetterHeaders.PARTITION)).isBetween("0", "2");
    assertThat(header(letters.get(0), DeadLetterHeaders.REASON)).contains("MESSAGE_TOO_LARGE");
    assertThat(cluster.records("out"))
        .extracting(StoredRecord::valueText)
        .containsExactly("good-2");
  }

  @Test
  void aTombstoneWithoutKeyStaysOne() {
    try (TestApplication application = start()) {
      application
          .get(Sender.class)
          .send(
              null,
              OutgoingRecordMetadata.builder()
                  .addHeader("filling", TOO_LARGE)
                  .addHeader("mark", "mine")
                  .build())
          .orTimeout(DEADLINE_SECONDS, SECONDS)
          .join();
    }

    StoredRecord letter = cluster.records(DEAD_LETTERS).get(0);
    assertThat(letter.key()).isNull();
    assertThat(letter.value()).isNull();
    assertThat(header(letter, "mark")).isEqualTo("mine");
  }

  @Test
  void interceptorsSeeTheRecordAndNotItsDeadLetter() {
    Witness witness;
    try (TestApplication application = start("interceptor-bean", "witness")) {
      witness = application.instance(Witness.class);
      application.get(Sender.class).send(TOO_LARGE).orTimeout(DEADLINE_SECONDS, SECONDS).join();
    }

    assertThat(witness.seen).containsExactly("send out", "failed out");
    assertThat(cluster.records(DEAD_LETTERS)).hasSize(1);
  }

  @Test
  void aDeadLetterTopicThatRefusesToo() {
    try (TestApplication application =
        start(
            "dead-letter-queue.topic",
            "nowhere",
            "delivery.timeout.ms",
            "700",
            "request.timeout.ms",
            "500")) {
      Sender sender = application.get(Sender.class);
      Throwable failure =
          catchThrowable(() -> sender.send(TOO_LARGE).get(DEADLINE_SECONDS, SECONDS));

      assertThat(failure.getCause())
          .isInstanceOf(DeadLetterException.class)
          .hasMessageContainingAll("MESSAGE_TOO_LARGE", "nowhere");
      assertThat(sender.signals()).containsExactly("nack");
    }
  }

  @Test
  void theDeadLetterTopicMustNotBeTheChannelsOwn() {
    assertThatThrownBy(() -> start("dead-letter-queue.topic", "out"))
        .hasStackTraceContaining("dead-letter-queue.topic = 'out'");
  }

  private static String header(StoredRecord record, String name) {
    return record.headers().stream()
        .filter(header -> header.key().equals(name))
        .map(header -> UTF_8.decode(Objects.requireNonNull(header.value()).duplicate()).toString())
        .findFirst()
        .orElseThrow();
  }

  private TestApplication start(String... pairs) {
    return TestApplication.start(
        Settings.kafka(cluster.bootstrapServers())
            .channel("out", pairs)
            .with("mp.messaging.outgoing.out.failure-strategy", "dead-letter-topic"),
        Sender.class,
        Witness.class);
  }
}
