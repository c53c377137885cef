package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.GROUP;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static io.weir.kafka.testcluster.group.Coordination.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SyncingTest {

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor ben = group.actor("ben");

  @BeforeEach
  void both_have_joined() {
    ada.enter();
    ben.enter();
    group.begin();
    ada.takeJoined();
    ben.takeJoined();
  }

  @Test
  void followers_wait_for_the_leader() {
    ben.sync(Map.of());
    assertThat(ben.syncing.answer()).isEmpty();

    ada.sync(Map.of(ada.memberId, text("left"), ben.memberId, text("right")));

    assertThat(ben.assignment()).isEqualTo("right");
    assertThat(ada.assignment()).isEqualTo("left");
    assertThat(answered(ben.syncing).protocol()).isEqualTo("range");
    assertThat(answered(ben.syncing).protocolType()).isEqualTo("consumer");
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
  }

  @Test
  void who_asks_later_is_answered_at_once() {
    ada.sync(Map.of(ben.memberId, text("right")));

    ben.sync(Map.of());

    assertThat(ben.assignment()).isEqualTo("right");
  }

  @Test
  void whom_the_leader_forgets_has_nothing() {
    ada.sync(Map.of(ada.memberId, text("all")));

    ben.sync(Map.of());

    assertThat(ben.assignment()).isEmpty();
    assertThat(answered(ben.syncing).error()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void nobody_has_an_assignment_that_is_not_replicated() {
    group.log.holdBack();
    ada.sync(Map.of(ada.memberId, text("all")));
    ben.sync(Map.of());

    assertThat(ada.syncing.answer()).isEmpty();
    assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);

    group.replicate();
    assertThat(ada.assignment()).isEqualTo("all");
    assertThat(ben.syncing.answer()).isPresent();
  }

  @Test
  void an_assignment_that_cannot_be_written_starts_a_rebalance() {
    ben.sync(Map.of());
    group.log.refuse(ErrorCode.NOT_ENOUGH_REPLICAS);

    ada.sync(Map.of());

    assertThat(answered(ada.syncing).error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(answered(ben.syncing).error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void an_assignment_that_is_not_replicated_in_time_starts_a_rebalance() {
    group.log.holdBack();
    ada.sync(Map.of());
    group.advanceMs(4999);
    assertThat(ada.syncing.answer()).isEmpty();

    group.advanceMs(1);

    assertThat(answered(ada.syncing).error()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    group.replicate();
    assertThat(group.state()).as("too late").isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void an_assignment_of_a_rebalance_that_has_ended_counts_no_more() {
    group.log.holdBack();
    ada.sync(Map.of(ada.memberId, text("old")));
    ada.offering("range").join();
    ben.join();
    assertThat(ben.takeJoined().generation()).isEqualTo(2);

    group.replicate();

    assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
    assertThat(group.description().members())
        .allSatisfy(member -> assertThat(member.assignment().readableBytes()).isZero());
  }

  @Test
  void the_generation_must_be_the_current_one() {
    ada.generation--;

    assertThat(answered(ada.sync(Map.of())).error()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
  }

  @Test
  void the_protocol_must_be_the_one_that_was_voted_for() {
    assertThat(sync("consumer", "sticky")).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
    assertThat(sync("connect", "range")).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }

  private ErrorCode sync(String protocolType, String protocol) {
    Sync sync = new Sync(GROUP, ada.caller(), 1, protocolType, protocol, Map.of());
    return answered(group.coordinator.sync(sync, group.nowMs)).error();
  }

  @Test
  void who_is_not_a_member_has_no_assignment() {
    ada.memberId = "nobody";

    assertThat(answered(ada.sync(Map.of())).error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void during_a_rebalance_there_is_none() {
    group.syncAll(ada, ben);
    ada.join();

    assertThat(answered(ben.sync(Map.of())).error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
  }
}
