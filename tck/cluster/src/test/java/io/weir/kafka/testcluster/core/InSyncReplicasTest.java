package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.core.ReplicatedTopic.Sent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InSyncReplicasTest {

  private static final Map<String, String> LAG_2_S = Map.of("replica.lag.time.max.ms", "2000");

  @Test
  void a_follower_that_does_not_catch_up_leaves_the_isr_within_one_and_a_half_lags() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(LAG_2_S, Map.of())) {
      topic.isolateFromBrokers(3);
      topic.produce(1, 1, "a");

      topic.driver.advanceMs(2_000);
      assertThat(topic.isr()).containsExactly(1, 2, 3);
      topic.driver.advanceMs(1_000);
      assertThat(topic.isr()).containsExactly(1, 2);
    }
  }

  @Test
  void a_follower_that_has_everything_stays_in_the_isr_without_fetching() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(LAG_2_S, Map.of())) {
      topic.produce(1, -1, "a");
      topic.isolateFromBrokers(3);

      topic.driver.advanceMs(8_000);

      assertThat(topic.isr()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void a_follower_that_catches_up_joins_the_isr_again() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(LAG_2_S, Map.of())) {
      topic.isolateFromBrokers(3);
      topic.produce(1, 1, "a");
      topic.driver.advanceMs(4_000);

      topic.heal();

      assertThat(topic.isr()).containsExactly(1, 2, 3);
      assertThat(topic.values(3)).containsExactly("a");
    }
  }

  /** Measured on Kafka 4.3.1: about 2.5 s. */
  @Test
  void with_min_isr_1_a_record_is_acknowledged_when_the_laggards_have_left() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(LAG_2_S, Map.of())) {
      topic.isolateFromBrokers(1);
      Sent sent = topic.produce(1, -1, "a");

      topic.driver.advanceMs(1_900);
      assertThat(sent.isAnswered()).isFalse();
      topic.driver.advanceMs(1_100);

      assertThat(sent.error()).isEqualTo(ErrorCode.NONE);
      assertThat(topic.isr()).containsExactly(1);
      assertThat(topic.at(1).highWatermark()).isEqualTo(1);
    }
  }

  /** Measured on Kafka 4.3.1, where the client waits for 9 s. */
  @Test
  void with_min_isr_2_a_record_waits_and_its_retry_gets_the_original_offset() {
    try (ReplicatedTopic topic =
        ReplicatedTopic.with(LAG_2_S, Map.of("min.insync.replicas", "2"))) {
      topic.produce(1, -1, "before");
      topic.isolateFromBrokers(1);
      Sent first = topic.produce(1, -1, Batches.idempotent(7, 0, 0, "a"));

      topic.driver.advanceMs(3_000);
      assertThat(topic.isr()).containsExactly(1);
      assertThat(topic.at(1).highWatermark()).isEqualTo(1);
      assertThat(first.isAnswered()).isFalse();

      Sent retry = topic.produce(1, -1, Batches.idempotent(7, 0, 0, "a"));
      assertThat(retry.error()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);

      topic.heal();
      topic.driver.advanceMs(500);
      assertThat(topic.isr()).containsExactly(1, 2, 3);
      Sent again = topic.produce(1, -1, Batches.idempotent(7, 0, 0, "a"));
      assertThat(again.answer().baseOffset()).isEqualTo(1);
      assertThat(topic.values(1)).containsExactly("before", "a");
    }
  }

  @Test
  void below_min_isr_only_acks_all_is_refused_and_nothing_is_written() {
    try (ReplicatedTopic topic =
        ReplicatedTopic.with(LAG_2_S, Map.of("min.insync.replicas", "2"))) {
      topic.isolateFromBrokers(1);
      topic.produce(1, 1, "a");
      topic.driver.advanceMs(3_000);

      assertThat(topic.produce(1, -1, "b").error()).isEqualTo(ErrorCode.NOT_ENOUGH_REPLICAS);
      assertThat(topic.produce(1, 1, "c").error()).isEqualTo(ErrorCode.NONE);
      assertThat(topic.values(1)).containsExactly("a", "c");
      assertThat(topic.at(1).highWatermark()).isZero();
    }
  }

  /** As Kafka 4.3.1 does: {@code TooFewAfterAppend} in the conformance tests. */
  @Test
  void a_lower_min_isr_lets_go_of_what_waits_with_the_next_record() {
    try (ReplicatedTopic topic =
        ReplicatedTopic.with(LAG_2_S, Map.of("min.insync.replicas", "2"))) {
      topic.isolateFromBrokers(1);
      Sent waiting = topic.produce(1, -1, "a");
      topic.driver.advanceMs(3_000);

      topic.alter("min.insync.replicas", "1");
      topic.driver.advanceMs(1_000);
      assertThat(waiting.isAnswered()).isFalse();
      assertThat(topic.at(1).highWatermark()).isZero();

      topic.produce(1, 1, "b");
      assertThat(waiting.error()).isEqualTo(ErrorCode.NONE);
      assertThat(topic.at(1).highWatermark()).isEqualTo(2);
    }
  }

  /** As Kafka 4.3.1 does, and not with NOT_ENOUGH_REPLICAS_AFTER_APPEND. */
  @Test
  void a_higher_min_isr_lets_a_record_time_out_that_all_in_sync_have() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(LAG_2_S, Map.of())) {
      topic.isolateFromBrokers(3);
      Sent waiting = topic.produce(1, -1, "a");
      topic.alter("min.insync.replicas", "3");

      topic.driver.advanceMs(8_000);
      assertThat(topic.isr()).containsExactly(1, 2);
      assertThat(topic.at(1).highWatermark()).isZero();
      topic.driver.advanceMs(1_000);

      assertThat(waiting.error()).isEqualTo(ErrorCode.REQUEST_TIMED_OUT);
    }
  }

  @Test
  void min_isr_above_the_number_of_replicas_asks_for_all_of_them() {
    try (ReplicatedTopic topic =
        ReplicatedTopic.with(Map.of(), Map.of("min.insync.replicas", "5"))) {
      assertThat(topic.produce(1, -1, "a").error()).isEqualTo(ErrorCode.NONE);
    }
  }

  @Test
  void the_broker_that_the_controller_fences_leaves_the_isr() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.isolateFromController(3);
      topic.driver.advanceMs(12_000);

      assertThat(topic.isr()).containsExactly(1, 2);

      topic.heal();
      topic.driver.advanceMs(3_000);
      assertThat(topic.isr()).containsExactly(1, 2, 3);
    }
  }
}
