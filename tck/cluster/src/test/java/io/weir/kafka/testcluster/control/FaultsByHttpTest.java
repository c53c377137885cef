package io.weir.kafka.testcluster.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.StoredRecord;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TopicSpec;
import io.weir.kafka.testcluster.control.HttpControl.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults, network, journal and clock, by HTTP alone, with a real producer beside. */
@Timeout(60)
class FaultsByHttpTest {

  private final TestCluster cluster =
      TestCluster.builder()
          .brokers(3)
          .topic(TopicSpec.named("orders").withPartitions(1).withReplicationFactor(3))
          .allowUnfiredFaults()
          .virtualClock()
          .start();
  private final ControlServer server = ControlServer.start(cluster, 0);
  private final HttpControl http = HttpControl.of(server);

  @AfterEach
  void close() {
    server.close();
    cluster.close();
  }

  @Test
  void a_fault_by_http_hits_a_real_producer_which_retries() throws Exception {
    Answer placed =
        http.post(
            "/faults?api=PRODUCE&topic=orders&partition=0&onCall=2&reply=NOT_ENOUGH_REPLICAS");
    assertThat(placed.status()).isEqualTo(200);
    assertThat(placed.text())
        .startsWith("{\"id\":1,\"fault\":\"#1 Produce, topic orders, partition 0, ")
        .contains("on call 2: reply NOT_ENOUGH_REPLICAS")
        .endsWith("\"calls\":0,\"hits\":0,\"remaining\":1,\"unfired\":true}\n");

    send("a", "b");

    assertThat(http.get("/faults").text())
        .contains("\"calls\":2,\"hits\":1,\"remaining\":0,\"unfired\":false}");
    assertThat(http.get("/requests?api=produce&topic=orders&last=2").text().lines())
        .hasSize(4)
        .anyMatch(line -> line.contains("\"errors\":[\"NOT_ENOUGH_REPLICAS\"],\"fault\":\"#1\"}"))
        .anyMatch(line -> line.contains("\"outcome\":\"ok after "));
    assertThat(http.send("DELETE", "/faults/1").status()).isEqualTo(200);
    assertThat(http.get("/faults").text()).isEqualTo("[]\n");
    assertThat(cluster.records("orders")).extracting(StoredRecord::valueText).contains("a", "b");
    assertThat(http.send("DELETE", "/requests").status()).isEqualTo(200);
    assertThat(http.get("/requests").text()).isEqualTo("[]\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api=PRODUCE&reply=REQUEST_TIMED_OUT&afterApply | apply, then reply REQUEST_TIMED_OUT",
        "api=ListOffsets&disconnect                     | once: disconnect",
        "api=LIST_OFFSETS&disconnect&afterApply=true    | apply, then disconnect",
        "dropRequest=true                               | any request",
        "dropAnswer                                     | apply, then drop the answer",
        "api=FETCH,METADATA&delayMs=7&always            | Fetch|Metadata, from clients, always",
        "delayMs=7&afterApply                           | apply, then delay by 7 ms",
        "truncateAt=10&times=3&onCall=2                 | 3 times from call 2 on: cut the answer",
        "throttleMs=20&probability=0.5                  | with probability 0.5: throttle by 20 ms",
        "probability=0.5&times=2&disconnect             | 2 times, with probability 0.5",
        "broker=2&clientId=c&listener=L&version=9&disconnect | broker 2, client c, listener L",
        "fromFollower=3&disconnect                      | from follower 3",
        "fromFollowers&disconnect                       | from followers",
        "fromAnyone&disconnect                          | from anyone",
        "topic=a,b&topic=c&partition=1,2&disconnect     | topic a|b|c, partition 1|2"
      })
  void what_the_java_api_can_say_http_can_too(String query, String text) throws Exception {
    Answer placed = http.post("/faults?" + query);

    assertThat(placed.status()).as(placed.text()).isEqualTo(200);
    assertThat(cluster.faults()).singleElement().asString().contains(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "api=PRODUCE                          | A fault does exactly one of [reply, disconnect",
        "reply=NONSENSE                       | 'reply' cannot be 'NONSENSE'; allowed: ",
        "api=PRODUC&disconnect                | 'api' cannot be 'PRODUC'; allowed: PRODUCE, FETCH",
        "disconnect&reply=REQUEST_TIMED_OUT   | not [reply, disconnect]",
        "disconnect=perhaps                   | 'disconnect' is true or false, not 'perhaps'",
        "truncateAt=5&afterApply              | 'afterApply' goes with reply, disconnect,",
        "disconnect&always&times=2            | either always or so many times",
        "disconnect&onCall=0                  | Calls count from 1, not from 0",
        "disconnect&probability=2             | The probability is not above 0 and up to 1: 2.0",
        "delayMs=0                            | A delay of 0 ms does nothing",
        "disconnect&topik=orders              | Unknown parameter 'topik'; allowed: api, topic"
      })
  void a_fault_that_makes_no_sense_is_refused(String query, String message) throws Exception {
    Answer refused = http.post("/faults?" + query);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains(message);
    assertThat(cluster.faults()).isEmpty();
  }

  @Test
  void an_unknown_fault_cannot_be_removed() throws Exception {
    assertThat(http.send("DELETE", "/faults/7"))
        .isEqualTo(new Answer(400, "{\"error\":\"There is no fault 7; there are []\"}\n"));
  }

  @Test
  void a_follower_that_is_cut_off_leaves_the_isr_when_time_is_advanced() throws Exception {
    int leader = cluster.leader("orders", 0);
    int follower = leader == 1 ? 2 : 1;
    assertThat(http.post("/network/cut?oneWay=true&from=" + follower + "&to=" + leader).status())
        .isEqualTo(200);
    sendOne("a");

    for (int second = 0; second < 60; second++) {
      http.post("/clock/advance?ms=1000");
    }

    assertThat(cluster.partition("orders", 0).inSyncReplicas()).doesNotContain(follower);
    assertThat(http.get("/brokers").text()).contains("{\"id\":" + follower + ",\"running\":true");
    http.post("/network/heal");
    for (int second = 0; second < 10; second++) {
      http.post("/clock/advance?ms=1000");
    }
    assertThat(cluster.partition("orders", 0).inSyncReplicas()).hasSize(3);
  }

  @Test
  void time_moves_by_command_only() throws Exception {
    Instant before = cluster.clock().now();

    assertThat(http.post("/clock/advance?ms=1500").text())
        .isEqualTo("{\"ms\":" + (before.toEpochMilli() + 1500) + "}\n")
        .isEqualTo(http.get("/clock").text());
    assertThat(Duration.between(before, cluster.clock().now())).isEqualTo(Duration.ofMillis(1500));
    assertThat(http.post("/clock/advance?ms=-1").text()).contains("Time does not run backwards");
    assertThat(http.post("/clock/advance").text()).contains("'ms' is missing");
  }

  @Test
  void a_systems_clock_cannot_be_advanced() throws Exception {
    try (TestCluster other = TestCluster.builder().start();
        ControlServer control = ControlServer.start(other, 0)) {
      Answer refused = HttpControl.of(control).post("/clock/advance?ms=1");

      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.text()).contains("--virtual-clock");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut?from=1&to=controller",
        "isolate?broker=2",
        "latency?from=1&to=2&ms=5",
        "clients?broker=1&latencyMs=1&sliceBytes=100&sliceGapMs=1",
        "clients?silence=of-clients",
        "clients?refuse",
        "heal?from=1&to=2",
        "heal"
      })
  void the_network_takes_what_makes_sense(String command) throws Exception {
    assertThat(http.post("/network/" + command)).isEqualTo(new Answer(200, "{\"done\":true}\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cut?from=1                | 'to' is missing",
        "cut?from=1&to=9           | There is no broker 9",
        "latency?from=1&to=2&ms=-5 | negative",
        "clients?silence=loud      | 'silence' cannot be 'loud'; allowed: NONE, OF_CLIENTS",
        "clients?sliceBytes=0      | A slice cannot have 0 bytes"
      })
  void the_network_refuses_what_does_not(String command, String message) throws Exception {
    Answer refused = http.post("/network/" + command);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text()).contains(message);
  }

  private void send(String... values) {
    try (KafkaProducer<String, String> producer = producer("all")) {
      for (String value : values) {
        var unused = producer.send(new ProducerRecord<>("orders", value));
        producer.flush();
      }
    }
  }

  /** Acknowledged by the leader alone. */
  private void sendOne(String value) {
    try (KafkaProducer<String, String> producer = producer("1")) {
      var unused = producer.send(new ProducerRecord<>("orders", value));
    }
  }

  private KafkaProducer<String, String> producer(String acks) {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers",
            cluster.bootstrapServers(),
            "acks",
            acks,
            "enable.idempotence",
            "all".equals(acks)),
        new StringSerializer(),
        new StringSerializer());
  }
}
