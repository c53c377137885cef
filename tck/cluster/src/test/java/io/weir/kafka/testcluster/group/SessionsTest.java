package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.GROUP;
import static io.weir.kafka.testcluster.group.Coordination.SESSION_MS;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionsTest {

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor ben = group.actor("ben");

  @Test
  void heartbeats_keep_a_member() {
    group.settle(ada);
    for (int i = 0; i < 10; i++) {
      group.advanceMs(SESSION_MS - 1);
      assertThat(ada.heartbeat()).isEqualTo(ErrorCode.NONE);
    }

    assertThat(group.state()).isEqualTo(GroupState.STABLE);
  }

  @Test
  void a_silent_member_is_lost_after_its_session() {
    group.settle(ada, ben);
    group.advanceMs(SESSION_MS - 1);
    ben.heartbeat();
    assertThat(group.clients()).containsExactly("ada", "ben");

    group.advanceMs(1);

    assertThat(group.clients()).containsExactly("ben");
    assertThat(ben.heartbeat()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void commits_keep_a_member_too() {
    group.settle(ada);
    for (int i = 0; i < 3; i++) {
      group.advanceMs(SESSION_MS - 1);
      ada.commit("orders", 0, i);
    }

    assertThat(group.state()).isEqualTo(GroupState.STABLE);
  }

  @Test
  void who_waits_for_the_group_need_not_send_heartbeats() {
    group.settle(ada, ben);
    ada.join();
    for (int i = 0; i < 5; i++) {
      group.advanceMs(SESSION_MS - 1);
      ben.heartbeat();
    }

    assertThat(group.clients()).contains("ada");
    assertThat(ada.joining.answer()).isEmpty();
  }

  @Test
  void a_new_member_is_lost_after_five_minutes_of_waiting() {
    group.settle(ada);
    ada.rebalanceMs = 60 * 60_000;
    ada.join();
    group.syncAll(ada);
    ada.takeJoined();
    group.syncAll(ada);
    ben.rebalanceMs = ada.rebalanceMs;
    ben.enter();
    for (int i = 0; i < 30; i++) {
      assertThat(ben.joining.answer()).isEmpty();
      group.advanceMs(SESSION_MS - 1);
      ada.heartbeat();
    }

    group.advanceMs(30);

    assertThat(answered(ben.joining).error()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
    assertThat(group.clients()).containsExactly("ada");
  }

  @Test
  void a_heartbeat_of_another_generation_is_refused() {
    group.settle(ada);
    ada.generation++;

    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.ILLEGAL_GENERATION);
  }

  @Test
  void a_heartbeat_to_an_unknown_group_is_refused() {
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void several_leave_at_once_and_each_has_a_result() {
    Actor fixed = group.staticActor("fixed");
    group.settle(ada, ben, fixed);

    List<ErrorCode> results =
        group.coordinator.leave(
            GROUP,
            List.of(
                ada.caller(),
                new Caller("nobody", null),
                new Caller("", "instance-fixed"),
                new Caller("", "instance-nobody"),
                new Caller("another", "instance-fixed")),
            group.nowMs);

    assertThat(results)
        .containsExactly(
            ErrorCode.NONE,
            ErrorCode.UNKNOWN_MEMBER_ID,
            ErrorCode.NONE,
            ErrorCode.UNKNOWN_MEMBER_ID,
            ErrorCode.UNKNOWN_MEMBER_ID);
    assertThat(group.clients()).containsExactly("ben");
  }

  @Test
  void a_static_member_is_not_removed_by_a_stale_id() {
    Actor fixed = group.staticActor("fixed");
    group.settle(fixed);
    String current = fixed.memberId;
    fixed.memberId = "stale";

    assertThat(fixed.leave()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(group.description().members().get(0).memberId()).isEqualTo(current);
  }

  @Test
  void who_leaves_an_unknown_group_was_not_known() {
    assertThat(ada.leave()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void an_id_that_was_given_out_can_be_given_back() {
    group.settle(ada);
    ben.memberId = answered(ben.join()).memberId();

    assertThat(ben.leave()).isEqualTo(ErrorCode.NONE);
    assertThat(ben.joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }
}
