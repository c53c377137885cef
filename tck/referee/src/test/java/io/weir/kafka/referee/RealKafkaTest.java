package io.weir.kafka.referee;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealKafkaTest {
  @ParameterizedTest
  @EnumSource
  void eachVersionTakesARecordThatBothConsumersRead(KafkaVersion version) throws Exception {
    try (RealKafka kafka = RealKafka.start(version)) {
      kafka.createTopic("orders", 3);

      send(kafka, new ProducerRecord<>("orders", 2, "k", "größer"));

      var records = TopicReader.of(kafka.bootstrapServers()).read("orders");
      assertThat(records).containsOnlyKeys(0, 1, 2);
      assertThat(records.get(0)).isEmpty();
      assertThat(records.get(2))
          .singleElement()
          .satisfies(
              read -> {
                assertThat(read.key()).isEqualTo("k".getBytes(UTF_8));
                assertThat(read.value()).isEqualTo("größer".getBytes(UTF_8));
              });
      assertThat(Kcat.of(kafka.bootstrapServers()).consume("orders", "%p/%o %k=%s\n"))
          .isEqualTo("2/0 k=größer\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void closeLeavesNoProcessBehind(KafkaVersion version) {
    RealKafka kafka = RealKafka.start(version);
    ProcessHandle process = ProcessHandle.of(kafka.pid()).orElseThrow();

    kafka.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aServerThatCannotStartShowsItsLastLogLines() {
    RealKafkaBuilder builder =
        RealKafka.builder(KafkaVersion.V4_3_1).property("log.segment.bytes", "many");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Kafka 4.3.1 did not start")
        .hasMessageContaining("log.segment.bytes");
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void aStartThatFailsLeavesNoFolderBehind(@TempDir Path temporary) throws Exception {
    RealKafkaBuilder builder =
        RealKafka.builder(KafkaVersion.V4_3_1).in(temporary).heap("nonsense");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Invalid maximum heap size");
    assertThat(Processes.serverFolders(temporary)).isEmpty();
  }

  @Test
  void theServerEndsWithTheProcessThatStartedIt(@TempDir Path temporary) throws Exception {
    Process parent = Processes.startJvm(OrphanMaker.class, temporary);
    try {
      long pid = Long.parseLong(parent.inputReader().readLine());
      ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
      assertThat(Processes.serverFolders(temporary)).hasSize(1);

      parent.destroyForcibly();

      assertThat(Processes.endsWithin(server, Duration.ofSeconds(60))).isTrue();
      assertThat(Processes.serverFolders(temporary)).isEmpty();
    } finally {
      parent.destroyForcibly();
    }
  }

  private static void send(RealKafka kafka, ProducerRecord<String, String> record)
      throws ExecutionException, InterruptedException, TimeoutException {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(record).get(60, TimeUnit.SECONDS);
    }
  }

  /** Starts a server, prints the id of its process and waits to be killed. */
  static final class OrphanMaker {
    private OrphanMaker() {}

    public static void main(String[] args) throws Exception {
      System.out.println(RealKafka.start(KafkaVersion.V4_3_1).pid());
      System.in.read();
    }
  }
}
