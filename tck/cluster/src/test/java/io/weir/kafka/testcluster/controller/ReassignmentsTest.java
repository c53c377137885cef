package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static io.weir.kafka.testcluster.controller.ControllerFixture.assertRejected;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ControllerAnswer.Refused;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReassignmentsTest {

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @Test
  void new_replicas_are_added_before_old_ones_go() {
    cluster.topic(1, 2);

    reassign(2, 3);

    PartitionImage moving = cluster.partition();
    assertThat(moving.isReassigning()).isTrue();
    assertThat(moving.replicas()).containsExactly(2, 3, 1);
    assertThat(moving.addingReplicas()).containsExactly(3);
    assertThat(moving.removingReplicas()).containsExactly(1);
    assertThat(moving.isr()).containsExactly(1, 2);
    assertThat(moving.leader()).isEqualTo(1);
  }

  @Test
  void it_is_complete_when_the_new_replicas_are_in_the_isr() {
    cluster.topic(1, 2);
    reassign(2, 3);

    ControllerAnswer answer = cluster.proposeIsr(1, 2, 3);

    assertThat(answer).isEqualTo(new Refused(ErrorCode.NEW_LEADER_ELECTED));
    assertThat(cluster.partition())
        .isEqualTo(
            new PartitionImage(0, 2, 1, 2, List.of(2, 3), List.of(2, 3), List.of(), List.of()));
  }

  @Test
  void a_leader_that_stays_gets_a_new_epoch_when_a_replica_goes() {
    cluster.topic(1, 2);

    reassign(1);

    assertThat(cluster.partition().replicas()).containsExactly(1);
    assertThat(cluster.partition().isr()).containsExactly(1);
    assertThat(cluster.partition().leaderEpoch()).isEqualTo(1);
    assertThat(cluster.partition().isReassigning()).isFalse();
  }

  @Test
  void another_order_of_the_same_replicas_is_taken_at_once() {
    cluster.topic(1, 2);

    reassign(2, 1);

    assertThat(cluster.partition().replicas()).containsExactly(2, 1);
    assertThat(cluster.partition().leader()).isEqualTo(1);
    assertThat(cluster.partition().leaderEpoch()).isZero();
    assertThat(cluster.partition().partitionEpoch()).isEqualTo(1);
  }

  @Test
  void a_cancelled_one_leaves_the_old_replicas() {
    cluster.topic(1, 2);
    reassign(2, 3);

    cluster.controller.reassign(TOPIC, 0, null);

    assertThat(cluster.partition().replicas()).containsExactlyInAnyOrder(1, 2);
    assertThat(cluster.partition().isReassigning()).isFalse();
    assertThat(cluster.partition().leader()).isEqualTo(1);
    assertRejected(
        ErrorCode.NO_REASSIGNMENT_IN_PROGRESS, () -> cluster.controller.reassign(TOPIC, 0, null));
  }

  @Test
  void one_whose_only_replica_in_sync_was_added_cannot_be_cancelled_cleanly() {
    cluster.start(4);
    cluster.topic(1, 2);
    reassign(3, 4);
    cluster.proposeIsr(1, 2, 3);
    cluster.lose(1, 2);
    assertThat(cluster.partition().isr()).containsExactly(3);

    assertRejected(
        ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> cluster.controller.reassign(TOPIC, 0, null));
  }

  @Test
  void one_whose_only_replica_in_sync_was_added_is_cancelled_where_unclean_leaders_may_be() {
    cluster.start(4);
    cluster.topic(Map.of("unclean.leader.election.enable", "true"), 1, 2);
    reassign(3, 4);
    cluster.proposeIsr(1, 2, 3);
    cluster.lose(1, 2);
    cluster.start(2);

    cluster.controller.reassign(TOPIC, 0, null);

    assertThat(cluster.partition().replicas()).containsExactly(1, 2);
    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2);
  }

  @Test
  void impossible_targets_are_refused() {
    cluster.topic(1, 2);

    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, this::reassign);
    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> reassign(1, 1));
    assertRejected(ErrorCode.INVALID_REPLICA_ASSIGNMENT, () -> reassign(1, 9));
    assertRejected(
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        () -> cluster.controller.reassign("none", 0, List.of(1)));
  }

  private void reassign(Integer... target) {
    cluster.controller.reassign(TOPIC, 0, List.of(target));
  }
}
