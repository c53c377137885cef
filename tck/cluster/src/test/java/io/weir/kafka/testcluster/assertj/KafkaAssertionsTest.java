package io.weir.kafka.testcluster.assertj;

import static io.weir.kafka.testcluster.assertj.KafkaAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.TestCluster;
import io.weir.kafka.testcluster.TopicSpec;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class KafkaAssertionsTest {

  private static final TestCluster CLUSTER =
      TestCluster.builder()
          .brokers(3)
          .topic(TopicSpec.named("orders").withPartitions(2).withReplicationFactor(3))
          .topic("twice", 1)
          .topic("long", 1)
          .start();

  @BeforeAll
  static void write() {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", CLUSTER.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer())) {
      send(producer, "orders", 0, "a", "c");
      send(producer, "orders", 1, "b", "d");
      send(producer, "twice", 0, "a", "b", "a");
      send(producer, "long", 0, "x".repeat(1000) + "\n");
    }
  }

  private static void send(
      KafkaProducer<String, String> producer, String topic, int partition, String... values) {
    for (String value : values) {
      var unused = producer.send(new ProducerRecord<>(topic, partition, null, value));
    }
  }

  @AfterAll
  static void close() {
    CLUSTER.close();
  }

  @Test
  void what_holds_passes() {
    assertThat(CLUSTER)
        .committed("orders")
        .hasSize(4)
        .hasNoDuplicates()
        .containsValues("d", "a")
        .containsValuesInOrder("a", "b", "c", "d");
    assertThat(CLUSTER).committed("orders").inPartition(1).containsValuesInOrder("b", "d");
    assertThat(CLUSTER).committed("orders", 0).hasSize(2);
    assertThat(CLUSTER)
        .partition("orders", 0)
        .hasReplicas(1, 2, 3)
        .hasInSyncReplicas(3, 2, 1)
        .hasLeader(CLUSTER.leader("orders", 0))
        .hasLeaderEpoch(0)
        .hasLogStartOffset(0)
        .hasHighWatermark(2)
        .hasLogEndOffset(2);
  }

  @Test
  void duplicates_are_told_with_their_places() {
    fails(() -> assertThat(CLUSTER).committed("twice").hasNoDuplicates())
        .withMessageContaining("[committed records of twice]")
        .withMessageContaining("Expected no duplicates, but found 1:")
        .withMessageContaining("twice-0@0 and twice-0@2, both \"a\"");
  }

  @Test
  void another_order_within_a_partition_is_told() {
    fails(() -> assertThat(CLUSTER).committed("orders").containsValuesInOrder("c", "b", "a", "d"))
        .withMessageContaining("Expected the values of partition 0 in order, but \"c\" comes");
    fails(() -> assertThat(CLUSTER).committed("twice").containsValuesInOrder("a", "b"))
        .withMessageContaining("\"a\" comes too late or twice");
  }

  @Test
  void missing_values_are_told_with_what_is_there() {
    fails(() -> assertThat(CLUSTER).committed("orders").containsValuesInOrder("a", "z"))
        .withMessageContaining("Expected the values\n  \"z\"\nbut found 4 records:")
        .withMessageContaining("orders-0@0 = \"a\"");
    fails(() -> assertThat(CLUSTER).committed("orders").hasSize(5))
        .withMessageContaining("Expected 5, but found 4:");
  }

  @Test
  void a_long_payload_takes_no_more_than_a_line() {
    fails(() -> assertThat(CLUSTER).committed("long").isEmpty())
        .withMessageEndingWith("long-0@0 = \"" + "x".repeat(60) + "\"...");
  }

  @Test
  void what_a_partition_is_like_is_told() {
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasLeader(9))
        .withMessageContaining("Expected leader 9, but found orders-0: leader ")
        .withMessageContaining("high watermark 2");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasNoLeader());
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasInSyncReplicas(1, 2))
        .withMessageContaining("Expected ISR [1, 2]");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasReplicas(1))
        .withMessageContaining("Expected replicas [1]");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasHighWatermark(3))
        .withMessageContaining("Expected high watermark 3");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasLogEndOffset(1))
        .withMessageContaining("Expected log end 1");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasLogStartOffset(1))
        .withMessageContaining("Expected log start 1");
    fails(() -> assertThat(CLUSTER).partition("orders", 0).hasLeaderEpoch(7))
        .withMessageContaining("Expected leader epoch 7");
  }

  @Test
  void requests_are_looked_at_with_what_became_of_them() {
    try (TestCluster cluster = TestCluster.builder().topic("orders", 1).start()) {
      cluster.fault(Apis.PRODUCE).topic("orders").reply(ErrorCode.NOT_ENOUGH_REPLICAS);
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", cluster.bootstrapServers()),
              new StringSerializer(),
              new StringSerializer())) {
        send(producer, "orders", 0, "a");
      }

      assertThat(cluster)
          .requests(Apis.PRODUCE)
          .hasSize(2)
          .naming("orders")
          .toBroker(1)
          .hasSize(2)
          .anyFailedWith(ErrorCode.NOT_ENOUGH_REPLICAS);
      assertThat(cluster).requests(Apis.PRODUCE).naming("payments").isEmpty().allSucceeded();
      assertThat(cluster).requests(Apis.METADATA).allSucceeded().noneFailed();
      fails(() -> assertThat(cluster).requests(Apis.PRODUCE).allSucceeded())
          .withMessageContaining("[Produce requests] Expected all 2 to succeed, but 1 did not:")
          .withMessageContaining("NOT_ENOUGH_REPLICAS after");
      fails(() -> assertThat(cluster).requests(Apis.PRODUCE).noneFailed())
          .withMessageContaining("Expected none to fail, but 1 did:");
      fails(() -> assertThat(cluster).requests(Apis.PRODUCE).hasSize(1))
          .withMessageContaining("Expected 1, but found 2:");
      fails(
              () ->
                  assertThat(cluster)
                      .requests(Apis.PRODUCE)
                      .anyFailedWith(ErrorCode.REQUEST_TIMED_OUT))
          .withMessageContaining("Expected any to fail with REQUEST_TIMED_OUT, but found:");
    }
  }

  @Test
  void what_does_not_exist_is_an_error() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(CLUSTER).committed("unheard-of"))
        .withMessage("There is no topic unheard-of");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(CLUSTER).partition("orders", 7))
        .withMessage("There is no partition orders-7");
  }

  private static org.assertj.core.api.ThrowableAssertAlternative<AssertionError> fails(
      ThrowingCallable assertion) {
    return assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion);
  }
}
