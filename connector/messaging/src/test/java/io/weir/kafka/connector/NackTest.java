package io.weir.kafka.connector;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.weir.kafka.api.BrokerException;
import io.weir.kafka.api.ByteSink;
import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.OutgoingRecordMetadata;
import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordContext;
import io.weir.kafka.api.RecordInterceptor;
import io.weir.kafka.api.RecordTooLargeException;
import io.weir.kafka.api.SerializationException;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.testcluster.TestCluster;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is wrong with a message: one nack, a clear reason, and the channel goes on. */
class NackTest {

  private static final int DEADLINE_SECONDS = 60;
  private static final int BROKERS_LIMIT = 2_000;
  private static TestCluster cluster;

  @BeforeAll
  static void startCluster() {
    cluster =
        TestCluster.builder()
            .topic("out", 2)
            .withoutAutoCreate()
            .messageMaxBytes(BROKERS_LIMIT)
            .inMemory()
            .start();
  }

  @AfterAll
  static void stopCluster() {
    cluster.close();
  }

  /** Refuses one payload, writes any other. */
  public static final class Picky implements PayloadSerializer<String> {
    @Override
    public void serialize(String payload, RecordContext context, ByteSink sink) throws IOException {
      if (payload.equals("bad")) {
        throw new IOException("I do not like it");
      }
      sink.writeUtf8(payload);
    }
  }

  @ApplicationScoped
  @Named("strict")
  static class Strict implements RecordInterceptor {
    @Override
    public OutgoingRecord onSend(OutgoingRecord record) {
      if ("bad".equals(record.value())) {
        throw new IllegalStateException("not today");
      }
      return record;
    }
  }

  @Test
  void aSerializerThatFails() {
    try (TestApplication application = start("value.serializer", Picky.class.getName())) {
      ProducerException reason = nackOf(application, "bad");

      assertThat(reason)
          .isInstanceOf(SerializationException.class)
          .hasRootCauseMessage("I do not like it");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void anInterceptorThatFails() {
    try (TestApplication application = start("interceptor-bean", "strict")) {
      ProducerException reason = nackOf(application, "bad");

      assertThat(reason)
          .isInstanceOf(InvalidRecordException.class)
          .hasRootCauseMessage("not today");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aRecordLargerThanARequest() {
    try (TestApplication application = start("max.request.size", "1000")) {
      ProducerException reason = nackOf(application, "x".repeat(1001));

      assertThat(reason)
          .isInstanceOf(RecordTooLargeException.class)
          .hasMessageContaining("max.request.size");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aPartitionThatTheTopicDoesNotHave() {
    try (TestApplication application = start()) {
      ProducerException reason =
          nackOf(application, "v", OutgoingRecordMetadata.builder().withPartition(99).build());

      assertThat(reason)
          .isInstanceOf(InvalidRecordException.class)
          .hasMessageContaining("99")
          .hasMessageContaining("out");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aNegativePartition() {
    try (TestApplication application = start()) {
      ProducerException reason =
          nackOf(application, "v", OutgoingRecordMetadata.builder().withPartition(-2).build());

      assertThat(reason).isInstanceOf(InvalidRecordException.class).hasMessageContaining("-2");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aNegativeTimestamp() {
    try (TestApplication application = start()) {
      Instant before1970 = Instant.ofEpochMilli(-5);
      ProducerException reason =
          nackOf(
              application, "v", OutgoingRecordMetadata.builder().withTimestamp(before1970).build());

      assertThat(reason).isInstanceOf(InvalidRecordException.class).hasMessageContaining("-5");
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aRecordThatTheBrokerRefuses() {
    try (TestApplication application = start()) {
      ProducerException reason = nackOf(application, "x".repeat(BROKERS_LIMIT + 1));

      assertThat(reason)
          .isInstanceOfSatisfying(
              BrokerException.class,
              refused -> assertThat(refused.errorName()).isEqualTo("MESSAGE_TOO_LARGE"));
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aTopicThatNobodyCreates() {
    try (TestApplication application =
        start("delivery.timeout.ms", "700", "request.timeout.ms", "500")) {
      ProducerException reason =
          nackOf(application, "v", OutgoingRecordMetadata.builder().withTopic("nowhere").build());

      assertThat(reason)
          .isInstanceOf(DeliveryTimeoutException.class)
          .hasMessageContaining("nowhere");
      assertThat(reason.persistence()).isEqualTo(Persistence.NOT_PERSISTED);
      checkThatTheChannelGoesOn(application);
    }
  }

  @Test
  void aBrokerThatDoesNotAnswer() throws Exception {
    try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Settings settings =
          Settings.kafka("127.0.0.1:" + deaf.getLocalPort())
              .channel("out", "delivery.timeout.ms", "700", "request.timeout.ms", "500");
      try (TestApplication application = TestApplication.start(settings, Sender.class)) {
        assertThat(nackOf(application, "v")).isInstanceOf(DeliveryTimeoutException.class);
      }
    }
  }

  @Test
  void aShutdownBeforeTheRecordCouldBeDelivered() {
    Settings settings =
        Settings.kafka("127.0.0.1:" + closedPort()).channel("out", "close-timeout", "200");
    CompletableFuture<Void> signal;
    Sender sender;
    try (TestApplication application = TestApplication.start(settings, Sender.class)) {
      sender = application.instance(Sender.class);
      signal = sender.send("v");
    }

    assertThat(reasonOf(signal)).isInstanceOf(ProducerClosedException.class);
    assertThat(sender.signals()).containsExactly("nack");
  }

  private static int closedPort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static TestApplication start(String... pairs) {
    return TestApplication.start(
        Settings.kafka(cluster.bootstrapServers()).channel("out", pairs),
        Sender.class,
        Strict.class);
  }

  private static ProducerException nackOf(
      TestApplication application, Object payload, Object... metadata) {
    Sender sender = application.get(Sender.class);
    ProducerException reason = reasonOf(sender.send(payload, metadata));
    assertThat(sender.signals()).containsExactly("nack");
    return reason;
  }

  private static ProducerException reasonOf(CompletableFuture<Void> signal) {
    Throwable failure = catchThrowable(() -> signal.get(DEADLINE_SECONDS, SECONDS));
    assertThat(failure).isInstanceOf(ExecutionException.class);
    assertThat(failure.getCause()).isInstanceOf(ProducerException.class);
    return (ProducerException) failure.getCause();
  }

  private static void checkThatTheChannelGoesOn(TestApplication application) {
    Sender sender = application.get(Sender.class);
    sender.send("good").orTimeout(DEADLINE_SECONDS, SECONDS).join();
    assertThat(sender.signals()).containsExactly("nack", "ack");
  }
}
