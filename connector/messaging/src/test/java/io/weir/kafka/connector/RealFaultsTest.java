package io.weir.kafka.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.weir.kafka.connector.TestApplication.Settings;
import io.weir.kafka.referee.KafkaVersion;
import io.weir.kafka.referee.RealKafkaCluster;
import io.weir.kafka.referee.RealKafkaClusterBuilder;
import io.weir.kafka.referee.TopicReader;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Each broker of a real cluster is killed, stopped or frozen in turn under load; replication factor
 * 3, {@code min.insync.replicas=2}. Nothing may be lost, nacked, duplicated or out of order.
 */
class RealFaultsTest {

  private static final String TOPIC = "load";
  private static final Duration DEADLINE = Duration.ofMinutes(3);

  /** So many acks must come before each fault, during it and after it. */
  private static final int ACKS = 1_000;

  /** What happens to a broker, and how it comes back. */
  private enum Fault {
    KILL(RealKafkaCluster::kill, RealKafkaCluster::restart),
    STOP(RealKafkaCluster::stop, RealKafkaCluster::restart),
    FREEZE(RealKafkaCluster::pause, RealKafkaCluster::resume);

    private final BiConsumer<RealKafkaCluster, Integer> begin;
    private final BiConsumer<RealKafkaCluster, Integer> end;

    Fault(BiConsumer<RealKafkaCluster, Integer> begin, BiConsumer<RealKafkaCluster, Integer> end) {
      this.begin = begin;
      this.end = end;
    }
  }

  private record Step(Fault fault, int broker) {}

  @ParameterizedTest
  @EnumSource
  void each_broker_fails_in_turn_and_every_record_is_there_once(Fault fault) throws Exception {
    play(KafkaVersion.V4_3_1, List.of(new Step(fault, 1), new Step(fault, 2), new Step(fault, 3)));
  }

  @Test
  void brokers_of_kafka_3_9_fail_and_every_record_is_there_once() throws Exception {
    play(
        KafkaVersion.V3_9_1,
        List.of(new Step(Fault.KILL, 1), new Step(Fault.STOP, 2), new Step(Fault.FREEZE, 3)));
  }

  /** None is frozen: it does not always come back from a lost ZooKeeper session (KAFKA-2729). */
  @Test
  void brokers_of_kafka_2_1_fail_and_every_record_is_there_once() throws Exception {
    play(
        KafkaVersion.V2_1_1,
        List.of(new Step(Fault.KILL, 1), new Step(Fault.STOP, 2), new Step(Fault.KILL, 3)));
  }

  private static void play(KafkaVersion version, List<Step> steps) throws Exception {
    try (RealKafkaCluster kafka = cluster(version).start()) {
      kafka.createTopic(TOPIC, SteadyLoad.PARTITIONS, Map.of("min.insync.replicas", "2"));
      try (TestApplication application = TestApplication.start(settings(kafka), SteadyLoad.class)) {
        SteadyLoad load = application.get(SteadyLoad.class);
        load.start();
        for (Step step : steps) {
          play(kafka, step, load);
        }
        load.finish();
        check(version + " " + steps, kafka, load);
      }
    }
  }

  private static RealKafkaClusterBuilder cluster(KafkaVersion version) {
    return RealKafkaCluster.builder()
        .version(version)
        .property("broker.session.timeout.ms", "3000")
        .property("broker.heartbeat.interval.ms", "500")
        .property("zookeeper.session.timeout.ms", "3000")
        .property("auto.create.topics.enable", "false");
  }

  private static Settings settings(RealKafkaCluster kafka) {
    return Settings.kafka(kafka.bootstrapServers())
        .channel("load", "topic", TOPIC, "request.timeout.ms", "5000");
  }

  private static void play(RealKafkaCluster kafka, Step step, SteadyLoad load) {
    awaitAcks(load);
    step.fault.begin.accept(kafka, step.broker);
    awaitAcks(load);
    step.fault.end.accept(kafka, step.broker);
    kafka.awaitInSync(TOPIC);
    awaitAcks(load);
  }

  private static void awaitAcks(SteadyLoad load) {
    int enough = load.acks() + ACKS;
    await().atMost(DEADLINE).until(() -> load.acks() >= enough || load.nacks() > 0);
    assertThat(load.firstNack()).isNull();
  }

  private static void check(String what, RealKafkaCluster kafka, SteadyLoad load) {
    Found found = new Found();
    TopicReader.of(kafka.bootstrapServers()).within(DEADLINE).forEach(TOPIC, found::add);
    BitSet lost = load.acked();
    lost.andNot(found.numbers);
    System.out.printf(
        "%s: sent %d, acked %d, nacked %d, lost %d, duplicate %d, disordered %d, longest pause %d ms%n",
        what,
        load.sent(),
        load.acks(),
        load.nacks(),
        lost.cardinality(),
        found.duplicates,
        found.disordered,
        load.longestPauseMs());

    assertThat(load.firstNack()).isNull();
    assertThat(load.acks()).isEqualTo(load.sent());
    assertThat(lost.cardinality()).as("lost").isZero();
    assertThat(found.duplicates).as("duplicates").isZero();
    assertThat(found.disordered).as("disordered").isZero();
    assertThat(found.numbers.cardinality()).isEqualTo(load.sent());
  }

  /** What a consumer reads of the topic. */
  private static final class Found {

    private final BitSet numbers = new BitSet();
    private final Map<Integer, Integer> lastOfPartition = new TreeMap<>();
    private int duplicates;
    private int disordered;

    void add(ConsumerRecord<byte[], byte[]> read) {
      int number = Integer.parseInt(new String(read.value(), UTF_8));
      if (numbers.get(number)) {
        duplicates++;
      } else if (number < lastOfPartition.getOrDefault(read.partition(), -1)) {
        disordered++;
      }
      numbers.set(number);
      lastOfPartition.merge(read.partition(), number, Math::max);
    }
  }
}
