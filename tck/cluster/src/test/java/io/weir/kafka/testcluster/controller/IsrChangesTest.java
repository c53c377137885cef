package io.weir.kafka.testcluster.controller;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.PartitionAltered;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.controller.ControllerRequest.AlterPartition;
import io.weir.kafka.testcluster.metadata.TopicPartition;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IsrChangesTest {

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @BeforeEach
  void moveTheLeadershipTwice() {
    cluster.topic(1, 2, 3);
    cluster.lose(1); // leader 2, leader epoch 1, partition epoch 1, ISR 2 and 3
    cluster.start(1);
  }

  @Test
  void a_proposal_of_the_leader_is_taken() {
    ControllerAnswer answer = cluster.proposeIsr(2, 3, 1);

    assertThat(answer).isEqualTo(new PartitionAltered(cluster.partition()));
    assertThat(cluster.partition().isr()).containsExactly(2, 3, 1);
    assertThat(cluster.partition().partitionEpoch()).isEqualTo(2);
    assertThat(cluster.partition().leaderEpoch()).isEqualTo(1);
  }

  @Test
  void the_same_isr_again_changes_no_epoch() {
    cluster.proposeIsr(2, 3);

    assertThat(cluster.partition().partitionEpoch()).isEqualTo(1);
  }

  @Test
  void an_older_state_is_refused() {
    assertThat(cluster.refusal(cluster.proposal(2, 0, 1, 2)))
        .isEqualTo(ErrorCode.FENCED_LEADER_EPOCH);
    assertThat(cluster.refusal(cluster.proposal(2, 1, 0, 2)))
        .isEqualTo(ErrorCode.INVALID_UPDATE_VERSION);
  }

  @Test
  void a_state_that_the_controller_does_not_know_is_refused() {
    assertThat(cluster.refusal(cluster.proposal(2, 2, 1, 2))).isEqualTo(ErrorCode.NOT_CONTROLLER);
    assertThat(cluster.refusal(cluster.proposal(2, 1, 2, 2))).isEqualTo(ErrorCode.NOT_CONTROLLER);
  }

  @Test
  void a_proposal_of_another_than_the_leader_is_refused() {
    assertThat(cluster.refusal(cluster.proposal(3, 1, 1, 3, 2)))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void an_isr_without_its_leader_with_strangers_or_with_one_twice_is_refused() {
    assertThat(cluster.refusal(cluster.proposal(2, 1, 1, 3))).isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(cluster.refusal(cluster.proposal(2, 1, 1, 2, 4)))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(cluster.refusal(cluster.proposal(2, 1, 1, 2, 2)))
        .isEqualTo(ErrorCode.INVALID_REQUEST);
    assertThat(cluster.refusal(cluster.proposal(2, 1, 1))).isEqualTo(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void a_fenced_replica_may_not_join() {
    cluster.register(1);

    assertThat(cluster.refusal(cluster.proposal(2, 1, 1, 2, 3, 1)))
        .isEqualTo(ErrorCode.INELIGIBLE_REPLICA);
  }

  @Test
  void a_process_that_another_has_replaced_may_not_propose() {
    AlterPartition late = cluster.proposal(2, 1, 1, 2);
    cluster.register(2);

    assertThat(cluster.refusal(late)).isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
  }

  @Test
  void a_partition_that_is_not_there_is_refused() {
    TopicPartition stranger = new TopicPartition(new UUID(1, 1), 0);
    TopicPartition second = new TopicPartition(cluster.image("orders").id(), 1);

    assertThat(answer(stranger)).isEqualTo(new Refused(ErrorCode.UNKNOWN_TOPIC_ID));
    assertThat(answer(second)).isEqualTo(new Refused(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION));
  }

  private ControllerAnswer answer(TopicPartition partition) {
    return cluster.controller.handle(
        new AlterPartition(2, cluster.epoch(2), partition, 0, 0, List.of(2)), cluster.nowMs);
  }
}
