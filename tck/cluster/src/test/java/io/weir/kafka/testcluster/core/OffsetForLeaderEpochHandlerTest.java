package io.weir.kafka.testcluster.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderPartition;
import io.weir.kafka.protocol.OffsetForLeaderEpochRequest.OffsetForLeaderTopic;
import io.weir.kafka.protocol.OffsetForLeaderEpochResponse.EpochEndOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetForLeaderEpochHandlerTest {

  private static final int ANY_EPOCH = -1;

  private final ReplicatedTopic topic = ReplicatedTopic.withDefaults();

  @AfterEach
  void close() {
    topic.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void the_present_epoch_ends_at_the_logs_end(int version) {
    topic.produce(1, -1, "a", "b");

    EpochEndOffset end = ask(1, version, ANY_EPOCH, 0);

    assertThat(end.error()).isEqualTo(ErrorCode.NONE);
    assertThat(end.leaderEpoch()).isZero();
    assertThat(end.endOffset()).isEqualTo(2);
  }

  @Test
  void an_earlier_epoch_ends_where_the_next_one_begins() {
    topic.produce(1, -1, "a", "b");
    topic.driver.step(new Event.BrokerStopped(1));
    topic.produce(2, -1, "c");

    EpochEndOffset end = ask(2, 4, ANY_EPOCH, 0);

    assertThat(end.leaderEpoch()).isZero();
    assertThat(end.endOffset()).isEqualTo(2);
  }

  @Test
  void an_epoch_that_is_not_there_yet_has_no_end() {
    EpochEndOffset end = ask(1, 4, ANY_EPOCH, 7);

    assertThat(end.error()).isEqualTo(ErrorCode.NONE);
    assertThat(end.leaderEpoch()).isEqualTo(-1);
    assertThat(end.endOffset()).isEqualTo(-1);
  }

  @Test
  void the_client_must_know_the_leader_and_its_epoch() {
    assertThat(ask(2, 4, ANY_EPOCH, 0).error()).isEqualTo(ErrorCode.NOT_LEADER_OR_FOLLOWER);
    assertThat(ask(1, 4, 1, 0).error()).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH);
    topic.driver.step(new Event.BrokerStopped(1));
    assertThat(ask(2, 4, 0, 0).error()).isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
  }

  private EpochEndOffset ask(int broker, int version, int currentEpoch, int epoch) {
    OffsetForLeaderEpochRequest request =
        new OffsetForLeaderEpochRequest(
            -1,
            List.of(
                new OffsetForLeaderTopic(
                    "orders", List.of(new OffsetForLeaderPartition(0, currentEpoch, epoch)))));
    return topic
        .driver
        .call(topic.driver.connect(broker), Apis.OFFSET_FOR_LEADER_EPOCH, version, request)
        .topics()
        .get(0)
        .partitions()
        .get(0);
  }
}
