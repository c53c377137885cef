package io.weir.kafka.referee;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class KcatTest {
  private static RealKafka kafka;
  private static Kcat kcat;

  @BeforeAll
  static void startKafka() {
    kafka = RealKafka.start(KafkaVersion.V4_3_1);
    kcat = Kcat.of(kafka.bootstrapServers());
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void listsBrokersTopicsAndPartitions() {
    kafka.createTopic("listed", 4);

    assertThat(kcat.list())
        .contains("1 brokers")
        .contains(kafka.bootstrapServers())
        .contains("topic \"listed\" with 4 partitions");
  }

  @Test
  void consumesWhatItProduced() {
    kafka.createTopic("produced", 2);

    kcat.produce("produced", "a:1\nb:2\n", "-K", ":", "-p", "1", "-H", "trace=7", "-z", "gzip");

    assertThat(kcat.consume("produced", "%p/%o %k=%s %h\\n"))
        .isEqualTo("1/0 a=1 trace=7\n1/1 b=2 trace=7\n");
  }

  @Test
  void handsOverLineByLine() {
    kafka.createTopic("lines", 1);
    kcat.produce("lines", "one\ntwo\n");

    List<String> lines = new ArrayList<>();
    kcat.consumeLines("lines", "%s\\n", lines::add);

    assertThat(lines).containsExactly("one", "two");
  }

  @Test
  void handsOverRecordsByteForByte() throws Exception {
    kafka.createTopic("bytes", 1);
    byte[] value = {0, '\n', -1, ' ', '%', 'p'};
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      producer.send(new ProducerRecord<>("bytes", 0, 5L, new byte[0], value)).get(60, SECONDS);
      byte[] nothing = null;
      producer.send(new ProducerRecord<>("bytes", 0, 6L, nothing, nothing)).get(60, SECONDS);
    }

    List<KcatRecord> read = new ArrayList<>();
    kcat.forEach("bytes", read::add);

    assertThat(read)
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(
            new KcatRecord(0, 0, 5, new byte[0], value), new KcatRecord(0, 1, 6, null, null));
  }

  @Test
  void aFailureShowsCommandAndReason() {
    assertThatThrownBy(() -> kcat.produce("lines", "x", "-z", "nonsense"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kcat -P -b " + kafka.bootstrapServers())
        .hasMessageContaining("nonsense");
  }

  @Test
  void aCommandThatDoesNotEndIsKilled() {
    Kcat hasty = kcat.within(Duration.ofMillis(200));

    assertThatThrownBy(() -> hasty.list("-X", "metadata.max.age.ms=1000", "-b", "127.0.0.1:1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not end within PT0.2S");
  }

  @Test
  void anAbsentCommandSaysHowToInstallIt() {
    Kcat absent = kcat.named("kcat-that-is-absent");

    assertThatThrownBy(absent::list)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("kcat-that-is-absent")
        .hasMessageContaining("apt-get install kcat");
  }

  private static KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.bootstrapServers()),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }
}
