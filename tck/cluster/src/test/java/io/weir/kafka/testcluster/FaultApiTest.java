package io.weir.kafka.testcluster;

import static io.weir.kafka.protocol.Apis.FETCH;
import static io.weir.kafka.protocol.Apis.METADATA;
import static io.weir.kafka.protocol.Apis.PRODUCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.fault.KafkaVersion;
import io.weir.kafka.testcluster.fault.LinkRule.Silence;
import io.weir.kafka.testcluster.fault.RecordedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Faults as a test declares them, seen by Kafka's own producer. */
@Timeout(120)
class FaultApiTest {

  @Test
  void an_idempotent_producer_retries_what_was_refused_and_what_was_written_unseen()
      throws Exception {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      cluster.fault(PRODUCE).topic("orders").onCall(2).reply(ErrorCode.NOT_ENOUGH_REPLICAS);
      FaultHandle unseen = cluster.fault(PRODUCE).onCall(4).afterApply().disconnect();

      for (int i = 0; i < 4; i++) {
        assertThat(send(producer, "value-" + i).offset()).isEqualTo(i);
      }

      unseen.await(1);
      assertThat(cluster.records("orders"))
          .extracting(StoredRecord::valueText)
          .containsExactly("value-0", "value-1", "value-2", "value-3");
      assertThat(cluster.requests(PRODUCE))
          .extracting(RecordedRequest::errors)
          .contains(Set.of(ErrorCode.NOT_ENOUGH_REPLICAS));
    }
  }

  @Test
  void a_producer_without_retries_sees_the_error() {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer =
            producer(cluster, Map.of("retries", 0, "enable.idempotence", false))) {
      FaultHandle fault =
          cluster.fault(PRODUCE).clientId("orders-app").reply(ErrorCode.NOT_ENOUGH_REPLICAS);

      assertThatExceptionOfType(ExecutionException.class)
          .isThrownBy(() -> send(producer, "value"))
          .withCauseInstanceOf(NotEnoughReplicasException.class);
      assertThat(fault.hits()).isEqualTo(1);
      assertThat(fault.remaining()).isZero();
      assertThat(cluster.unfiredFaults()).isEmpty();
    }
  }

  @Test
  void an_answer_that_never_comes_is_asked_for_again_on_another_connection() throws Exception {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer =
            producer(cluster, Map.of("request.timeout.ms", 500, "delivery.timeout.ms", 60_000))) {
      cluster.fault(PRODUCE).afterApply().dropAnswer();

      assertThat(send(producer, "value").offset()).isZero();

      assertThat(cluster.records("orders")).hasSize(1);
      assertThat(cluster.requests(PRODUCE)).hasSize(2);
    }
  }

  @Test
  void a_fault_that_has_not_acted_fails_the_test_at_its_end() {
    TestCluster cluster = oneBroker().start();
    cluster.fault(PRODUCE).topic("orders").partition(0).onCall(3).reply(ErrorCode.CORRUPT_MESSAGE);
    cluster.fault(FETCH).disconnect().remove();

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(cluster::close)
        .withMessageContaining(
            "#1 Produce, topic orders, partition 0, from clients, on call 3: reply"
                + " CORRUPT_MESSAGE (0 of 0 calls)")
        .withMessageNotContaining("#2");
    assertThatCode(cluster::close).doesNotThrowAnyException();
  }

  @Test
  void a_fault_that_has_not_acted_may_be_allowed() {
    TestCluster cluster = oneBroker().allowUnfiredFaults().start();
    FaultHandle fault = cluster.fault(PRODUCE).disconnect();

    assertThat(fault.isUnfired()).isTrue();
    assertThat(cluster.unfiredFaults()).hasSize(1);
    assertThatCode(cluster::close).doesNotThrowAnyException();
  }

  @Test
  void who_waits_in_vain_for_a_fault_is_told_which() {
    try (TestCluster cluster = oneBroker().allowUnfiredFaults().start()) {
      FaultHandle fault = cluster.fault(METADATA).broker(1).always().disconnect();

      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(() -> fault.await(1, Duration.ofMillis(1)))
          .withMessageContaining("#1 Metadata, from clients, broker 1, always: disconnect");
    }
  }

  @Test
  void virtual_time_moves_only_when_it_is_advanced() {
    try (TestCluster cluster = threeBrokers().virtualClock().start()) {
      Instant start = cluster.clock().now();
      assertThat(cluster.partition("orders", 0).inSyncReplicas()).hasSize(3);
      int leader = cluster.leader("orders", 0);
      cluster.broker(leader).kill();
      assertThat(cluster.leader("orders", 0)).isEqualTo(leader);

      cluster.clock().advance(Duration.ofSeconds(20));

      assertThat(cluster.clock().now()).isEqualTo(start.plusSeconds(20));
      assertThat(cluster.leader("orders", 0)).isNotEqualTo(leader).isPositive();
    }
  }

  @Test
  void a_cluster_of_the_systems_time_cannot_be_advanced() {
    try (TestCluster cluster = oneBroker().start()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> cluster.clock().advance(Duration.ofSeconds(1)))
          .withMessageContaining("virtualClock()");
    }
  }

  @Test
  void a_follower_that_stops_fetching_leaves_the_isr_and_comes_back() throws Exception {
    try (TestCluster cluster = threeBrokers().virtualClock().start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of("acks", "1"))) {
      int follower = followerOf(cluster);
      cluster.stopFetching(follower);
      send(producer, "value");

      cluster.clock().advance(Duration.ofSeconds(50));
      assertThat(cluster.partition("orders", 0).inSyncReplicas()).doesNotContain(follower);

      cluster.resumeFetching(follower);
      cluster.clock().advance(Duration.ofSeconds(40));
      assertThat(cluster.partition("orders", 0).inSyncReplicas()).contains(follower);
    }
  }

  private static int followerOf(TestCluster cluster) {
    PartitionState partition = cluster.partition("orders", 0);
    return partition.replicas().stream()
        .filter(broker -> broker != partition.leader())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_leader_that_is_cut_off_is_replaced_and_learns_of_it_when_healed() {
    try (TestCluster cluster = threeBrokers().virtualClock().start()) {
      int leader = cluster.leader("orders", 0);
      cluster.network().isolate(leader);

      cluster.clock().advance(Duration.ofSeconds(20));
      assertThat(cluster.leader("orders", 0)).isNotEqualTo(leader);

      cluster.network().heal();
      cluster.clock().advance(Duration.ofSeconds(60));
      assertThat(cluster.partition("orders", 0).inSyncReplicas()).contains(leader);
    }
  }

  @Test
  void an_old_broker_is_imitated_and_the_producer_gets_along() throws Exception {
    try (TestCluster cluster = oneBroker().start()) {
      cluster.maxVersions(KafkaVersion.V2_1);
      try (KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
        send(producer, "value");
      }

      assertThat(cluster.requests(PRODUCE)).extracting(RecordedRequest::version).containsOnly(7);
      cluster.maxVersion(PRODUCE, 5);
      try (KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
        send(producer, "value");
      }
      assertThat(cluster.requests(PRODUCE))
          .extracting(RecordedRequest::version)
          .containsExactly(7, 5);
    }
  }

  @Test
  void slices_latency_and_silence_are_survived() throws Exception {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      ClientConnections clients = cluster.network().clients();
      clients.slice(3).latency(Duration.ofMillis(2));
      send(producer, "sliced");

      clients.halfOpen(Silence.OF_BROKER);
      var pending = producer.send(new ProducerRecord<>("orders", 0, null, "unheard"));
      cluster.committedRecords().await("orders", 2, Duration.ofSeconds(30));
      assertThat(pending.isDone()).isFalse();
      clients.heal();

      assertThat(pending.get(30, TimeUnit.SECONDS).offset()).isEqualTo(1);
    }
  }

  @Test
  void a_function_sees_and_makes_typed_messages() throws Exception {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      FaultHandle fault =
          cluster
              .fault(PRODUCE)
              .when(request -> request.acks() == -1)
              .afterApply()
              .change(response -> response);

      send(producer, "value");

      assertThat(fault.hits()).isEqualTo(1);
    }
  }

  @Test
  void the_journal_can_be_cleared() throws Exception {
    try (TestCluster cluster = oneBroker().start();
        KafkaProducer<String, String> producer = producer(cluster, Map.of())) {
      send(producer, "value");
      assertThat(cluster.requests()).isNotEmpty();
      assertThat(cluster.requests(PRODUCE, METADATA)).hasSizeGreaterThan(1);

      cluster.clearRequests();

      assertThat(cluster.requests(PRODUCE)).isEqualTo(List.of());
      assertThat(cluster.forgottenRequests()).isZero();
    }
  }

  @Test
  void brokers_that_do_not_exist_are_named() {
    try (TestCluster cluster = oneBroker().start()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.broker(7))
          .withMessageContaining("There is no broker 7");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> cluster.network().cut(1, 7))
          .withMessageContaining("There is no broker 7");
    }
  }

  private static TestClusterBuilder oneBroker() {
    return TestCluster.builder().topic("orders", 1);
  }

  private static TestClusterBuilder threeBrokers() {
    return TestCluster.builder()
        .brokers(3)
        .topic(TopicSpec.named("orders").withPartitions(1).withReplicationFactor(3));
  }

  private static KafkaProducer<String, String> producer(
      TestCluster cluster, Map<String, Object> more) {
    Map<String, Object> configs = new HashMap<>(more);
    configs.put("bootstrap.servers", cluster.bootstrapServers());
    configs.put("client.id", "orders-app");
    return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
  }

  private static RecordMetadata send(KafkaProducer<String, String> producer, String value)
      throws Exception {
    return producer.send(new ProducerRecord<>("orders", 0, null, value)).get(60, TimeUnit.SECONDS);
  }
}
