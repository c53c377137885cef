package io.weir.kafka.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RealKafkaClusterTest {
  private static final Duration DEADLINE = Duration.ofSeconds(120);

  @ParameterizedTest
  @EnumSource
  void a_broker_can_be_killed_stopped_paused_and_brought_back(KafkaVersion version)
      throws Exception {
    try (RealKafkaCluster cluster = quick().version(version).start()) {
      createOrders(cluster);
      send(cluster, "all alive");
      assertThat(cluster.brokers()).containsExactly(1, 2, 3);

      cluster.kill(3);
      // First of all: the controller of 2.1 leaves the ISR only when it lags, so not before.
      send(cluster, "3 killed");
      awaitIsr(cluster, isr -> isr.equals(List.of(1, 2)));
      cluster.restart(3);
      awaitIsr(cluster, isr -> isr.size() == 3);

      cluster.stop(2);
      assertThat(isr(cluster)).doesNotContain(2);
      cluster.restart(2);
      awaitIsr(cluster, isr -> isr.size() == 3);

      pauseAndResume(cluster, version);

      assertThat(TopicReader.of(cluster.bootstrapServers()).endOffsetsOf("orders")).isEqualTo(3);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
  }

  @Test
  void a_step_that_the_brokers_state_forbids_is_an_error() {
    try (RealKafkaCluster cluster = quick().brokers(1).start()) {
      assertThatThrownBy(() -> cluster.resume(1))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("Cannot resume broker 1: it is Running");
      assertThatThrownBy(() -> cluster.kill(2))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("No broker 2 among [1]");
      cluster.pause(1);
      assertThatThrownBy(() -> cluster.stop(1)).hasMessage("Cannot stop broker 1: it is Paused");
      cluster.kill(1);
      assertThatThrownBy(() -> cluster.pause(1)).hasMessage("Cannot pause broker 1: it is Down");
    }
  }

  @Test
  void close_kills_paused_brokers_too_and_deletes_the_folder(@TempDir Path temporary)
      throws Exception {
    RealKafkaCluster cluster = quick().brokers(2).in(temporary).start();
    assertThat(Processes.serverFolders(temporary)).hasSize(1);
    cluster.pause(2);

    cluster.close();

    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Processes.serverFolders(temporary)).isEmpty();
  }

  @Test
  void a_cluster_that_cannot_start_shows_the_last_log_lines(@TempDir Path temporary)
      throws Exception {
    RealKafkaClusterBuilder builder =
        quick().in(temporary).property("replica.lag.time.max.ms", "soon");

    assertThatThrownBy(builder::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("replica.lag.time.max.ms");
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Processes.serverFolders(temporary)).isEmpty();
  }

  @Test
  void all_nodes_can_share_one_jvm(@TempDir Path temporary) throws Exception {
    try (OneJvmKafka kafka = RealKafkaCluster.builder().in(temporary).startInOneJvm();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      assertThat(ProcessHandle.current().children())
          .extracting(ProcessHandle::pid)
          .containsExactly(kafka.pid());
      assertThat(admin.describeCluster().nodes().get()).hasSize(3);
      assertThat(kafka.liveHeapBytes()).isGreaterThan(1_000_000);
    }
    assertThat(ProcessHandle.current().children()).isEmpty();
    assertThat(Processes.serverFolders(temporary)).isEmpty();
  }

  @Test
  void the_cluster_ends_with_the_process_that_started_it(@TempDir Path temporary) throws Exception {
    Process parent = Processes.startJvm(OrphanMaker.class, temporary);
    try {
      List<ProcessHandle> children = children(parent);
      assertThat(Processes.serverFolders(temporary)).hasSize(1);

      parent.destroyForcibly();

      assertThat(children).hasSize(4).allMatch(child -> Processes.endsWithin(child, DEADLINE));
      assertThat(Processes.serverFolders(temporary)).isEmpty();
    } finally {
      parent.destroyForcibly();
    }
  }

  /**
   * Kafka 2.1 does not always come back from a pause that its ZooKeeper session does not survive
   * (KAFKA-2729), so it is paused for a moment only.
   */
  private static void pauseAndResume(RealKafkaCluster cluster, KafkaVersion version)
      throws Exception {
    cluster.pause(3);
    assertThat(cluster.isRunning(3)).isFalse();
    if (version != KafkaVersion.V2_1_1) {
      awaitIsr(cluster, isr -> isr.equals(List.of(1, 2)));
    }
    send(cluster, "3 paused");
    cluster.resume(3);
    awaitIsr(cluster, isr -> isr.size() == 3);
  }

  private static RealKafkaClusterBuilder quick() {
    return RealKafkaCluster.builder()
        .property("broker.session.timeout.ms", "3000")
        .property("zookeeper.session.timeout.ms", "3000")
        .property("broker.heartbeat.interval.ms", "500");
  }

  /** A client soon asks another broker when one is paused. */
  private static Map<String, Object> settings(RealKafkaCluster cluster) {
    return Map.of(
        "bootstrap.servers",
        cluster.bootstrapServers(),
        "request.timeout.ms",
        2000,
        "default.api.timeout.ms",
        10_000);
  }

  private static void createOrders(RealKafkaCluster cluster) throws Exception {
    NewTopic orders =
        new NewTopic("orders", Map.of(0, List.of(1, 2, 3)))
            .configs(Map.of("min.insync.replicas", "2"));
    try (Admin admin = Admin.create(settings(cluster))) {
      admin.createTopics(List.of(orders)).all().get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void send(RealKafkaCluster cluster, String value) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings(cluster), new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>("orders", value))
          .get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private static void awaitIsr(RealKafkaCluster cluster, Predicate<Collection<Integer>> expected) {
    Awaitility.await("replicas in sync")
        .pollInSameThread()
        .atMost(DEADLINE)
        .ignoreExceptionsMatching(RealKafkaClusterTest::isTimeout)
        .until(() -> isr(cluster), expected);
  }

  private static boolean isTimeout(Throwable failure) {
    return failure instanceof ExecutionException
        && failure.getCause() instanceof org.apache.kafka.common.errors.TimeoutException;
  }

  /**
   * Asks with a new client each time: one that has chosen a broker that is paused then may stay
   * with it, although others would answer.
   */
  private static List<Integer> isr(RealKafkaCluster cluster) throws Exception {
    try (Admin admin = Admin.create(settings(cluster))) {
      TopicPartitionInfo partition =
          admin
              .describeTopics(List.of("orders"))
              .allTopicNames()
              .get(DEADLINE.toSeconds(), TimeUnit.SECONDS)
              .values()
              .iterator()
              .next()
              .partitions()
              .get(0);
      return partition.isr().stream().map(Node::id).sorted().toList();
    }
  }

  /** Of a parent that has printed a line to say that they are all there. */
  private static List<ProcessHandle> children(Process parent) throws IOException {
    assertThat(parent.inputReader().readLine()).isEqualTo("ready");
    return parent.children().toList();
  }

  /** Starts a cluster, pauses a broker, kills another and waits to be killed itself. */
  static final class OrphanMaker {
    private OrphanMaker() {}

    public static void main(String[] args) throws Exception {
      RealKafkaCluster cluster = quick().start();
      cluster.pause(2);
      cluster.kill(3);
      System.out.println("ready");
      System.in.read();
    }
  }
}
