package io.weir.kafka.testcluster.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TopicSpec;
import io.weir.kafka.testcluster.control.HttpControl.Answer;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ControlServerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  private final TestCluster cluster =
      TestCluster.builder()
          .brokers(3)
          .topic(TopicSpec.named("orders").withPartitions(3).withReplicationFactor(3))
          .start();
  private final ControlServer server = ControlServer.start(cluster, 0);
  private final HttpControl http = HttpControl.of(server);

  @AfterEach
  void close() {
    server.close();
    cluster.close();
  }

  @Test
  void the_root_lists_all_that_can_be_asked() throws Exception {
    Answer help = http.get("/");

    assertThat(help.status()).isEqualTo(200);
    assertThat(help.text())
        .contains("GET    /brokers\n", "POST   /brokers/{id}/kill\n", "GET    /partitions\n");
  }

  @Test
  void a_broker_stops_and_starts_by_command() throws Exception {
    assertThat(http.post("/brokers/2/stop").text())
        .isEqualTo("{\"id\":2,\"running\":false,\"leads\":0,\"inSync\":0}\n");
    assertThat(cluster.isRunning(2)).isFalse();
    assertThat(cluster.partition("orders", 0).inSyncReplicas()).doesNotContain(2);
    assertThat(http.get("/brokers").text().lines())
        .hasSize(5)
        .element(2)
        .asString()
        .startsWith("  {\"id\":2,\"running\":false");

    assertThat(http.post("/brokers/2/start").text()).contains("\"running\":true");
    assertThat(cluster.isRunning(2)).isTrue();

    assertThat(http.post("/brokers/1/kill").text()).contains("\"running\":false");
    assertThat(http.post("/brokers/3/powerOff").text()).contains("\"running\":false");
    assertThat(http.post("/brokers/2/pause").status()).isEqualTo(200);
    assertThat(http.post("/brokers/2/resume").status()).isEqualTo(200);
  }

  @Test
  void partitions_are_told_of_one_topic_or_all() throws Exception {
    assertThat(http.get("/partitions?topic=orders").text())
        .contains("{\"topic\":\"orders\",\"partition\":2,\"leader\":")
        .contains("\"highWatermark\":0,\"logEndOffset\":0}");
    assertThat(http.get("/partitions").text())
        .isEqualTo(http.get("/partitions?topic=orders").text());
    assertThat(http.get("/cluster").text()).contains(cluster.clusterId());
  }

  @Test
  void what_makes_no_sense_is_refused_with_what_does() throws Exception {
    assertThat(http.post("/brokers/7/kill"))
        .isEqualTo(new Answer(400, "{\"error\":\"There is no broker 7; there are [1, 2, 3]\"}\n"));
    assertThat(http.post("/brokers/two/kill"))
        .isEqualTo(new Answer(400, "{\"error\":\"'id' is not a number: 'two'\"}\n"));
    assertThat(http.get("/partitions?tpic=orders"))
        .isEqualTo(new Answer(400, "{\"error\":\"Unknown parameter 'tpic'; allowed: topic\"}\n"));
    assertThat(http.get("/partitions?topic=unheard-of"))
        .isEqualTo(
            new Answer(400, "{\"error\":\"There is no topic unheard-of; there are [orders]\"}\n"));
    assertThat(http.get("/partitions?topic=a&topic=b").text()).contains("'topic' is given 2 times");
    assertThat(http.get("/nowhere").status()).isEqualTo(404);
    assertThat(http.get("/brokers/2/kill"))
        .isEqualTo(new Answer(405, "{\"error\":\"/brokers/2/kill knows POST, not GET\"}\n"));
  }

  @Test
  void a_form_says_as_much_as_a_query() throws Exception {
    assertThat(http.postForm("/brokers/1/pause", "why=not"))
        .isEqualTo(new Answer(400, "{\"error\":\"Unknown parameter 'why'; allowed: id\"}\n"));
  }

  @Test
  void a_port_in_use_is_named() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> ControlServer.start(cluster, taken.getLocalPort()))
          .withMessageStartingWith(
              "Cannot listen for control on 127.0.0.1:" + taken.getLocalPort());
    }
  }

  @Test
  void its_threads_end_when_it_is_closed() throws Exception {
    http.get("/");
    List<Thread> threads =
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> thread.getName().startsWith("weir-control-"))
            .toList();
    assertThat(threads).isNotEmpty();

    server.close();

    for (Thread each : threads) {
      each.join(DEADLINE.toMillis());
      assertThat(each.isAlive()).as(each.getName()).isFalse();
    }
  }
}
