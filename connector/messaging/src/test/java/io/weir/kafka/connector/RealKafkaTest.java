package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.smallrye.mutiny.Multi;
import io.weir.kafka.api.Record;
import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.Kcat;
import io.weir.kafka.referee.RealKafka;
import io.weir.kafka.referee.TopicReader;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real Kafka gets records of mixed sizes from an emitter and from an {@code @Outgoing} method, in
 * each codec; Kafka's own consumer and kcat read them back, every byte and in order.
 *
 * <p>100,000 records in all; {@code -Psoak} makes them a million.
 */
class RealKafkaTest {

  private static final int RECORDS = Integer.getInteger("weir.referee.records", 100_000);
  private static final String[] CODECS = {"none", "gzip", "snappy", "lz4", "zstd"};
  private static final int PARTITIONS = 3;
  private static final int FEW = 2_000;
  private static final Duration DEADLINE = Duration.ofMinutes(8);

  /** Counts acks; the first nack decides. */
  static final class Signals {

    private final AtomicInteger acks = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> nack = new AtomicReference<>();

    <T> Message<T> watched(T payload, Runnable afterwards) {
      return Message.of(
          payload,
          () -> {
            acks.incrementAndGet();
            return done(afterwards);
          },
          reason -> {
            nack.compareAndSet(null, reason);
            return done(afterwards);
          });
    }

    private static CompletionStage<Void> done(Runnable afterwards) {
      afterwards.run();
      return CompletableFuture.completedFuture(null);
    }

    void awaitAcks(int expected) {
      await().atMost(DEADLINE).until(() -> acks.get() == expected || nack.get() != null);
      assertThat(nack.get()).isNull();
    }
  }

  @ApplicationScoped
  static class Streamed {

    final Signals signals = new Signals();

    @Inject
    @ConfigProperty(name = "records")
    int records;

    @Outgoing("streamed")
    Multi<Message<Record<String, byte[]>>> records() {
      return Multi.createFrom()
          .range(0, records)
          .map(number -> signals.watched(Parcels.record(number), () -> {}));
    }

    Signals signals() {
      return signals;
    }
  }

  @ApplicationScoped
  static class Emitted {

    private static final int ON_THEIR_WAY = 2048;

    private final Semaphore permits = new Semaphore(ON_THEIR_WAY);
    private final Signals signals = new Signals();

    @Inject
    @Channel("emitted")
    @OnOverflow(value = Strategy.BUFFER, bufferSize = ON_THEIR_WAY)
    Emitter<Record<String, byte[]>> emitter;

    void send(int records) {
      for (int number = 0; number < records; number++) {
        permits.acquireUninterruptibly();
        emitter.send(signals.watched(Parcels.record(number), permits::release));
      }
    }

    Signals signals() {
      return signals;
    }
  }

  @Test
  void everyByteArrivesInOrderWithEachCodec() {
    int records = RECORDS / CODECS.length / 2;
    try (RealKafka kafka = RealKafka.start(KafkaVersion.V4_3_1)) {
      for (String codec : CODECS) {
        send(kafka, codec, records);
      }
      for (String codec : CODECS) {
        check(kafka, "streamed-" + codec, records);
        check(kafka, "emitted-" + codec, records);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V2_1_1", "V3_9_1"})
  void olderVersionsTakePlainSends(KafkaVersion version) {
    try (RealKafka kafka = RealKafka.start(version)) {
      send(kafka, "none", FEW);
      check(kafka, "streamed-none", FEW);
      check(kafka, "emitted-none", FEW);
    }
  }

  private static void send(RealKafka kafka, String codec, int records) {
    kafka.createTopic("streamed-" + codec, PARTITIONS);
    kafka.createTopic("emitted-" + codec, PARTITIONS);
    Settings settings =
        Settings.kafka(kafka.bootstrapServers())
            .with("records", Integer.toString(records))
            .channel("streamed", "topic", "streamed-" + codec, "compression.type", codec)
            .channel("emitted", "topic", "emitted-" + codec, "compression.type", codec);
    try (TestApplication application =
        TestApplication.start(settings, Streamed.class, Emitted.class)) {
      Emitted emitted = application.get(Emitted.class);
      emitted.send(records);
      emitted.signals().awaitAcks(records);
      application.get(Streamed.class).signals().awaitAcks(records);
    }
  }

  private static void check(RealKafka kafka, String topic, int records) {
    Arrivals consumer = new Arrivals(topic + " by KafkaConsumer");
    TopicReader.of(kafka.bootstrapServers())
        .within(DEADLINE)
        .forEach(
            topic,
            read ->
                consumer.arrived(
                    read.partition(),
                    new String(read.key(), UTF_8),
                    new String(read.value(), UTF_8)));
    consumer.checkComplete(records);

    Arrivals kcat = new Arrivals(topic + " by kcat");
    Kcat.of(kafka.bootstrapServers())
        .within(DEADLINE)
        .consumeLines(
            topic,
            "%p %k %s\n",
            line -> {
              String[] parts = line.split(" ", 3);
              kcat.arrived(Integer.parseInt(parts[0]), parts[1], parts[2]);
            });
    kcat.checkComplete(records);
  }

  /** Checks what a reader reads, as it comes. */
  private static final class Arrivals {

    private final String what;
    private final BitSet seen = new BitSet();
    private final Map<Integer, Integer> lastOfPartition = new TreeMap<>();

    Arrivals(String what) {
      this.what = what;
    }

    void arrived(int partition, String key, String value) {
      int number = Integer.parseInt(key);
      assertThat(lastOfPartition.getOrDefault(partition, -1))
          .as("order of %s", what)
          .isLessThan(number);
      lastOfPartition.put(partition, number);
      seen.set(number);
      if (!value.equals(Parcels.value(number))) {
        throw new AssertionError("Record " + number + " of " + what + " has other bytes");
      }
    }

    void checkComplete(int records) {
      assertThat(seen.cardinality()).as("records of %s", what).isEqualTo(records);
      assertThat(seen.length()).isEqualTo(records);
      assertThat(lastOfPartition).as("partitions of %s", what).hasSize(PARTITIONS);
    }
  }
}
