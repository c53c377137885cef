package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ListOffsetsResponse.ListOffsetsPartitionResponse;
import io.weir.kafka.testcluster.Batches;
import io.weir.kafka.testcluster.core.ReplicatedTopic.Sent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailoverTest {

  /** More than {@code broker.session.timeout.ms} and a heartbeat. */
  private static final long SESSION_ENDS_MS = 12_000;

  private static final Map<String, String> UNCLEAN =
      Map.of("unclean.leader.election.enable", "true");

  @Test
  void the_controller_notices_a_killed_leader_by_its_session() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.driver.step(new Event.BrokerKilled(1));

      topic.driver.advanceMs(6_900);
      assertThat(topic.leader()).isEqualTo(1);
      topic.driver.advanceMs(SESSION_ENDS_MS);

      assertThat(topic.leader()).isEqualTo(2);
      assertThat(topic.partition().leaderEpoch()).isEqualTo(1);
      assertThat(topic.isr()).containsExactly(2, 3);
    }
  }

  @Test
  void an_acknowledged_record_survives_its_leader() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      assertThat(topic.produce(1, -1, "a").error()).isEqualTo(ErrorCode.NONE);
      kill(topic, 1);

      assertThat(topic.produce(2, -1, "b").error()).isEqualTo(ErrorCode.NONE);
      assertThat(topic.values(2)).containsExactly("a", "b");
      assertThat(topic.values(3)).containsExactly("a", "b");
    }
  }

  private static void kill(ReplicatedTopic topic, int broker) {
    topic.driver.step(new Event.BrokerKilled(broker));
    topic.driver.advanceMs(SESSION_ENDS_MS);
  }

  @Test
  void the_new_leader_knows_the_duplicates_of_the_old_one() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "before");
      topic.produce(1, -1, Batches.idempotent(7, 0, 0, "a"));
      kill(topic, 1);

      Sent retry = topic.produce(2, -1, Batches.idempotent(7, 0, 0, "a"));

      assertThat(retry.answer().baseOffset()).isEqualTo(1);
      assertThat(topic.values(2)).containsExactly("before", "a");
    }
  }

  @Test
  void a_killed_leader_cuts_what_only_it_has_when_it_comes_back() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.isolateFromBrokers(1);
      topic.produce(1, 1, "lost");
      kill(topic, 1);
      topic.heal();
      topic.produce(2, -1, "b");

      topic.driver.startBroker(1);
      topic.driver.advanceMs(2_000);

      assertThat(topic.values(1)).containsExactly("a", "b");
      assertThat(topic.isr()).containsExactly(1, 2, 3);
      assertThat(topic.at(1).log().epochs()).isEqualTo(topic.at(2).log().epochs());
    }
  }

  @Test
  void a_producer_that_was_cut_off_is_unknown_at_its_old_leader() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.isolateFromBrokers(1);
      topic.produce(1, 1, Batches.idempotent(7, 0, 0, "lost"));
      kill(topic, 1);
      topic.heal();
      topic.driver.startBroker(1);
      topic.driver.advanceMs(2_000);
      assertThat(topic.values(1)).isEmpty();

      kill(topic, 2);
      kill(topic, 3);
      assertThat(topic.leader()).isEqualTo(1);
      Sent again = topic.produce(1, -1, Batches.idempotent(7, 0, 5, "x"));
      assertThat(again.error()).isEqualTo(ErrorCode.NONE);
    }
  }

  @Test
  void nobody_leads_when_only_a_laggard_is_left_and_elections_must_be_clean() {
    try (ReplicatedTopic topic = onlyLaggardLeft(Map.of())) {
      assertThat(topic.leader()).isEqualTo(-1);
      assertThat(topic.isr()).containsExactly(1);
    }
  }

  @Test
  void an_unclean_leader_makes_the_others_forget_what_it_never_had() {
    try (ReplicatedTopic topic = onlyLaggardLeft(UNCLEAN)) {
      assertThat(topic.leader()).isEqualTo(3);
      assertThat(topic.isr()).containsExactly(3);
      assertThat(topic.produce(3, -1, "other").error()).isEqualTo(ErrorCode.NONE);

      topic.driver.startBroker(1);
      topic.driver.startBroker(2);
      topic.driver.advanceMs(3_000);

      for (int broker : List.of(1, 2, 3)) {
        assertThat(topic.values(broker)).as("broker %d", broker).containsExactly("a", "other");
      }
      assertThat(topic.isr()).containsExactly(1, 2, 3);
    }
  }

  /** Broker 3 has only the first record, and is the only one that runs. */
  private static ReplicatedTopic onlyLaggardLeft(Map<String, String> configs) {
    ReplicatedTopic topic =
        ReplicatedTopic.with(Map.of("replica.lag.time.max.ms", "2000"), configs);
    topic.produce(1, -1, "a");
    topic.isolateFromBrokers(3);
    topic.produce(1, 1, "b");
    topic.produce(1, 1, "c");
    topic.driver.advanceMs(4_000);
    assertThat(topic.isr()).containsExactly(1, 2);
    kill(topic, 2);
    kill(topic, 1);
    topic.heal();
    return topic;
  }

  @Test
  void a_leader_cut_off_from_the_controller_takes_records_that_nobody_acknowledges() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.isolateFromController(1);
      topic.isolateFromBrokers(1);
      topic.driver.advanceMs(SESSION_ENDS_MS);
      assertThat(topic.leader()).isEqualTo(2);

      Sent all = topic.produce(1, -1, "zombie");
      Sent one = topic.produce(1, 1, "zombie too");
      assertThat(one.error()).isEqualTo(ErrorCode.NONE);
      assertThat(all.isAnswered()).isFalse();
      topic.produce(2, -1, "b");

      topic.heal();
      assertThat(all.error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
      topic.driver.advanceMs(3_000);
      assertThat(topic.values(1)).containsExactly("a", "b");
      assertThat(topic.isr()).containsExactly(1, 2, 3);
    }
  }

  @Test
  void followers_of_a_newer_epoch_refuse_the_old_leader_and_it_refuses_them() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.isolateFromController(1);
      topic.driver.advanceMs(SESSION_ENDS_MS);
      topic.produce(2, -1, "b");

      Sent old = topic.produce(1, -1, "zombie");
      topic.driver.advanceMs(5_000);

      assertThat(old.isAnswered()).isFalse();
      assertThat(topic.values(2)).containsExactly("b");
      assertThat(topic.values(3)).containsExactly("b");
    }
  }

  @Test
  void a_new_leader_cannot_tell_the_latest_offset_before_its_followers_have_fetched() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a");
      topic.driver.core.network().cut(3, 2);
      kill(topic, 1);
      assertThat(topic.leader()).isEqualTo(2);

      assertThat(latest(topic, 5).error()).isEqualTo(ErrorCode.OFFSET_NOT_AVAILABLE);
      assertThat(latest(topic, 4).error()).isEqualTo(ErrorCode.LEADER_NOT_AVAILABLE);

      topic.heal();
      assertThat(latest(topic, 5).offset()).isEqualTo(1);
    }
  }

  private static ListOffsetsPartitionResponse latest(ReplicatedTopic topic, int version) {
    long consumer = topic.driver.connect(2);
    return topic
        .driver
        .call(consumer, Apis.LIST_OFFSETS, version, Requests.listOffsets("orders", 0, -1))
        .topics()
        .get(0)
        .partitions()
        .get(0);
  }
}
