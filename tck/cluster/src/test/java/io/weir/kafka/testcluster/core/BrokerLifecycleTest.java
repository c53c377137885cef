package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.core.ReplicatedTopic.Sent;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrokerLifecycleTest {

  @Test
  void a_broker_that_is_stopped_hands_over_and_ends_in_the_same_step() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      long connection = topic.driver.connect(1);

      topic.driver.step(new Event.BrokerStopped(1));

      assertThat(topic.driver.halted).containsExactly(1);
      assertThat(topic.driver.closed).containsKey(connection);
      assertThat(topic.leader()).isEqualTo(2);
      assertThat(topic.isr()).containsExactly(2, 3);
      assertThat(topic.produce(2, -1, "b").error()).isEqualTo(ErrorCode.NONE);
    }
  }

  @Test
  void a_stopped_broker_comes_back_with_its_high_watermark_and_joins_the_isr() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.driver.step(new Event.BrokerStopped(1));
      topic.produce(2, -1, "b");
      assertThat(topic.at(1).highWatermark()).isEqualTo(1);

      topic.driver.startBroker(1);

      assertThat(topic.values(1)).containsExactly("a", "b");
      assertThat(topic.isr()).containsExactly(1, 2, 3);
      assertThat(topic.leader()).isEqualTo(2);
    }
  }

  @Test
  void the_last_replica_stops_all_the_same() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      for (int broker = 1; broker <= 3; broker++) {
        topic.driver.step(new Event.BrokerStopped(broker));
      }
      topic.driver.advanceMs(20_000);

      assertThat(topic.driver.halted).containsExactly(1, 2, 3);
      assertThat(topic.leader()).isEqualTo(-1);
    }
  }

  @Test
  void a_broker_that_does_not_reach_the_controller_stops_when_its_patience_ends() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.isolateFromController(1);
      topic.driver.step(new Event.BrokerStopped(1));
      assertThat(topic.driver.halted).isEmpty();

      topic.driver.advanceMs(9_000);

      assertThat(topic.driver.halted).containsExactly(1);
    }
  }

  @Test
  void a_killed_broker_keeps_what_it_wrote_and_falls_back_to_its_last_checkpoint() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.driver.advanceMs(5_000);
      topic.produce(1, -1, "b");

      topic.driver.step(new Event.BrokerKilled(1));

      assertThat(topic.values(1)).containsExactly("a", "b");
      assertThat(topic.at(1).highWatermark()).isEqualTo(1);
    }
  }

  @Test
  void a_broker_without_power_loses_what_it_has_not_flushed_and_copies_it_again() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.driver.step(new Event.BrokerPoweredOff(1));
      assertThat(topic.values(1)).isEmpty();
      topic.driver.advanceMs(12_000);

      topic.driver.startBroker(1);

      assertThat(topic.values(1)).containsExactly("a");
    }
  }

  @Test
  void a_flushed_record_survives_the_loss_of_power() {
    try (ReplicatedTopic topic = ReplicatedTopic.with(Map.of(), Map.of("flush.messages", "1"))) {
      topic.produce(1, -1, "a");
      topic.driver.step(new Event.BrokerPoweredOff(1));

      assertThat(topic.values(1)).containsExactly("a");
    }
  }

  @Test
  void a_paused_broker_answers_what_has_come_in_when_it_goes_on() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.driver.step(new Event.BrokerPaused(1));
      Sent sent = topic.produce(1, -1, "a");
      topic.driver.advanceMs(5_000);
      assertThat(sent.isAnswered()).isFalse();
      assertThat(topic.driver.closed).isEmpty();

      topic.driver.step(new Event.BrokerResumed(1));
      topic.driver.advanceMs(0);

      assertThat(sent.error()).isEqualTo(ErrorCode.NONE);
      assertThat(topic.leader()).isEqualTo(1);
    }
  }

  @Test
  void a_broker_that_is_paused_for_too_long_loses_its_partitions() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.driver.step(new Event.BrokerPaused(1));
      topic.driver.advanceMs(12_000);
      assertThat(topic.leader()).isEqualTo(2);
      topic.produce(2, -1, "b");

      topic.driver.step(new Event.BrokerResumed(1));
      topic.driver.advanceMs(3_000);

      assertThat(topic.isr()).containsExactly(1, 2, 3);
      assertThat(topic.values(1)).containsExactly("b");
    }
  }
}
