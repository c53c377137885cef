package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.FetchRequest;
import io.weir.kafka.protocol.FetchRequest.FetchPartition;
import io.weir.kafka.protocol.FetchRequest.FetchTopic;
import io.weir.kafka.protocol.FetchRequest.ReplicaState;
import io.weir.kafka.protocol.FetchResponse.PartitionData;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a leader answers a follower; and a follower that finds the leader's log elsewhere. */
class FollowerFetchTest {

  private static final int EPOCH_0 = 0;
  private static final int NO_EPOCH = -1;

  @Test
  void a_broker_without_a_replica_is_refused() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      assertThat(fetch(topic, follower(9, 1), at(0, EPOCH_0, NO_EPOCH)).error())
          .isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
      assertThat(fetch(topic, follower(9, 1), at(0, NO_EPOCH, NO_EPOCH)).error())
          .isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }
  }

  @Test
  void a_follower_of_an_earlier_life_is_refused() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      long epoch = epochOf(topic, 2);

      assertThat(fetch(topic, follower(2, epoch - 1), at(0, EPOCH_0, NO_EPOCH)).error())
          .isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    }
  }

  private static long epochOf(ReplicatedTopic topic, int broker) {
    return topic.driver.core.image().brokers().stream()
        .filter(each -> each.id() == broker)
        .findFirst()
        .orElseThrow()
        .epoch();
  }

  @Test
  void a_follower_of_another_leader_epoch_is_refused() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.driver.step(new Event.BrokerStopped(3));
      topic.driver.step(new Event.BrokerStopped(1));
      long epoch = epochOf(topic, 3);

      assertThat(fetch(topic, 2, follower(3, epoch), at(0, EPOCH_0, NO_EPOCH)).error())
          .isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
      assertThat(fetch(topic, 2, follower(3, epoch), at(0, 9, NO_EPOCH)).error())
          .isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
    }
  }

  @Test
  void a_follower_whose_last_epoch_ends_earlier_at_the_leader_is_told_and_its_state_not_noted() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.isolateFromBrokers(3);
      topic.produce(1, 1, "a", "b");
      long epoch = epochOf(topic, 3);

      PartitionData data = fetch(topic, follower(3, epoch), at(5, EPOCH_0, EPOCH_0));

      assertThat(data.error()).isEqualTo(ErrorCode.NONE);
      assertThat(data.divergingEpoch().epoch()).isZero();
      assertThat(data.divergingEpoch().endOffset()).isEqualTo(2);
      assertThat(topic.at(1).highWatermark()).isZero();
    }
  }

  @Test
  void an_epoch_that_the_leader_never_had_diverges_where_the_one_before_ends() {
    try (ReplicatedTopic topic = ReplicatedTopic.withDefaults()) {
      topic.produce(1, -1, "a", "b");
      topic.driver.step(new Event.BrokerStopped(1));
      topic.produce(2, -1, "c");
      topic.driver.step(new Event.BrokerStopped(3));
      topic.driver.startBroker(1);
      topic.driver.step(new Event.BrokerStopped(2));
      assertThat(topic.leader()).isEqualTo(1);
      assertThat(topic.partition().leaderEpoch()).isEqualTo(2);
      topic.produce(1, 1, "d");

      PartitionData data = fetch(topic, 1, follower(3, epochOf(topic, 3)), at(4, 2, 1));

      assertThat(data.divergingEpoch().epoch()).isEqualTo(1);
      assertThat(data.divergingEpoch().endOffset()).isEqualTo(3);
    }
  }

  @Test
  void a_follower_behind_the_leaders_start_begins_there() {
    try (ReplicatedTopic topic =
        ReplicatedTopic.with(
            Map.of("log.retention.check.interval.ms", "1000"),
            Map.of("retention.ms", "1", "segment.ms", "100"))) {
      topic.produce(1, -1, "a");
      topic.driver.step(new Event.BrokerStopped(3));
      for (int i = 0; i < 4; i++) {
        topic.driver.advanceMs(1_500);
        topic.produce(1, -1, "value-" + i);
      }
      topic.driver.advanceMs(1_500);
      long start = topic.at(1).logStartOffset();
      assertThat(start).isGreaterThan(1);

      topic.driver.startBroker(3);
      topic.driver.advanceMs(10);

      assertThat(topic.at(3).logStartOffset()).isEqualTo(start);
      assertThat(topic.at(3).logEndOffset()).isEqualTo(topic.at(1).logEndOffset());
      assertThat(topic.values(3)).isEqualTo(topic.values(1));
    }
  }

  private static ReplicaState follower(int broker, long epoch) {
    return new ReplicaState(broker, epoch);
  }

  private static FetchPartition at(long offset, int leaderEpoch, int lastFetchedEpoch) {
    return new FetchPartition(
        0, leaderEpoch, offset, lastFetchedEpoch, 0, 1 << 20, Wire.ZERO_UUID, Long.MAX_VALUE);
  }

  private static PartitionData fetch(
      ReplicatedTopic topic, ReplicaState follower, FetchPartition wanted) {
    return fetch(topic, 1, follower, wanted);
  }

  private static PartitionData fetch(
      ReplicatedTopic topic, int broker, ReplicaState follower, FetchPartition wanted) {
    FetchRequest request =
        new FetchRequest(
            -1,
            0,
            1,
            1 << 20,
            (byte) 0,
            0,
            -1,
            List.of(
                new FetchTopic("", topic.driver.topic(ReplicatedTopic.NAME).id(), List.of(wanted))),
            List.of(),
            "",
            null,
            follower);
    long connection = topic.driver.connect(broker);
    return topic
        .driver
        .call(connection, Apis.FETCH, 17, request)
        .responses()
        .get(0)
        .partitions()
        .get(0);
  }
}
