package io.weir.kafka.testcluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.referee.Kcat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Referee: kcat, that is librdkafka, against three brokers. */
@Timeout(180)
class KcatTest {

  @Test
  void the_list_names_brokers_topics_and_leaders() {
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 4).start()) {
      String list = Kcat.of(cluster.address(2)).list();

      assertThat(list)
          .contains("3 brokers:")
          .contains("broker 1 at " + cluster.address(1))
          .contains("broker 3 at " + cluster.address(3))
          .contains("topic \"orders\" with 4 partitions:")
          .contains("partition 0, leader 1, replicas: 1, isrs: 1")
          .contains("partition 3, leader 1, replicas: 1, isrs: 1");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip", "snappy", "lz4", "zstd"})
  void lines_come_back_as_they_were_sent(String codec) {
    String lines =
        IntStream.range(0, 5000)
            .mapToObj(i -> "key-" + i + ":line " + i + "\n")
            .collect(Collectors.joining());
    try (TestCluster cluster = TestCluster.builder().brokers(3).topic("orders", 1).start()) {
      Kcat kcat = Kcat.of(cluster.bootstrapServers());

      kcat.produce("orders", lines, "-K", ":", "-z", codec);

      assertThat(kcat.consume("orders", "%k:%s\n")).isEqualTo(lines);
      assertThat(cluster.logEndOffset("orders", 0)).isEqualTo(5000);
    }
  }

  @Test
  void an_idempotent_kcat_writes_to_all_partitions_on_disk() {
    try (TestCluster cluster =
        TestCluster.builder().brokers(3).topic("orders", 6).onDisk().start()) {
      Kcat kcat = Kcat.of(cluster.bootstrapServers());
      for (int partition = 0; partition < 6; partition++) {
        kcat.produce(
            "orders",
            "to " + partition + "\n",
            "-p",
            Integer.toString(partition),
            "-X",
            "enable.idempotence=true",
            "-H",
            "name=value");
      }

      assertThat(kcat.consume("orders", "%p %o %s %h\n").lines())
          .containsExactlyInAnyOrder(
              "0 0 to 0 name=value",
              "1 0 to 1 name=value",
              "2 0 to 2 name=value",
              "3 0 to 3 name=value",
              "4 0 to 4 name=value",
              "5 0 to 5 name=value");
    }
  }
}
