package io.weir.kafka.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
}
