package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.REBALANCE_MS;
import static io.weir.kafka.testcluster.group.Coordination.SESSION_MS;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RebalanceTest {

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor ben = group.actor("ben");
  private final Actor cleo = group.actor("cleo");

  @Test
  void the_first_member_waits_for_others() {
    ada.enter();
    group.advanceMs(2999);
    assertThat(ada.joining.answer()).isEmpty();

    group.advanceMs(1);
    assertThat(ada.takeJoined().generation()).isEqualTo(1);
    assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
  }

  @Test
  void whoever_joins_meanwhile_prolongs_the_wait() {
    ada.enter();
    group.advanceMs(2000);
    ben.enter();
    group.advanceMs(1000);
    assertThat(ada.joining.answer()).isEmpty();

    group.advanceMs(3000);
    assertThat(ada.takeJoined().members()).hasSize(2);
  }

  @Test
  void the_wait_ends_with_the_rebalance_timeout_however_many_join() {
    ada.rebalanceMs = 7000;
    ada.enter();
    for (int i = 0; i < 7; i++) {
      group.advanceMs(999);
      Actor next = group.actor("next-" + i);
      next.rebalanceMs = 7000;
      next.enter();
    }
    assertThat(ada.joining.answer()).isEmpty();

    group.advanceMs(7);
    assertThat(ada.takeJoined().members()).hasSize(8);
  }

  @Test
  void without_a_delay_the_first_generation_begins_at_once() {
    Coordination quick = new Coordination(GroupSettings.DEFAULTS.withInitialRebalanceDelayMs(0));
    Actor first = quick.actor("first");
    first.enter();
    quick.advanceMs(0);

    assertThat(first.takeJoined().generation()).isEqualTo(1);
  }

  @Test
  void a_stable_group_rebalances_as_soon_as_all_have_joined() {
    group.settle(ada, ben);
    cleo.enter();
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    assertThat(ben.heartbeat()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);

    ada.join();
    assertThat(ada.joining.answer()).isEmpty();
    ben.join();

    assertThat(ada.takeJoined().members()).hasSize(3);
    assertThat(ben.takeJoined().generation()).isEqualTo(2);
    assertThat(cleo.takeJoined().generation()).isEqualTo(2);
  }

  @Test
  void who_does_not_join_in_time_is_removed() {
    group.settle(ada, ben);
    cleo.enter();
    for (int i = 0; i < REBALANCE_MS / 5000; i++) {
      ada.heartbeat();
      ben.heartbeat();
      if (i == 3) {
        ben.join();
      }
      group.advanceMs(5000);
    }

    assertThat(group.clients()).containsExactly("ben", "cleo");
    assertThat(ben.takeJoined().members()).as("the next leader").hasSize(2);
    assertThat(ada.heartbeat()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void a_leader_that_joins_again_goes_on_leading() {
    group.settle(ada, ben);
    cleo.enter();
    ben.join();
    ada.join();

    assertThat(answered(cleo.joining).leader()).isEqualTo(ada.memberId);
  }

  @Test
  void an_id_that_was_given_out_is_waited_for_as_long_as_a_session() {
    group.settle(ada);
    ben.memberId = answered(ben.join()).memberId();
    ada.join();
    assertThat(ada.joining.answer()).isEmpty();

    group.advanceMs(SESSION_MS);

    assertThat(ada.takeJoined().generation()).isEqualTo(2);
    assertThat(ben.joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void an_id_that_runs_out_disturbs_nobody() {
    group.settle(ada);
    ben.memberId = answered(ben.join()).memberId();
    group.advanceMs(SESSION_MS / 2);
    ada.heartbeat();
    group.advanceMs(SESSION_MS / 2);

    assertThat(group.state()).isEqualTo(GroupState.STABLE);
  }

  @Test
  void who_has_joined_and_does_not_sync_is_removed() {
    ada.enter();
    ben.enter();
    group.begin();
    ada.takeJoined();
    ben.takeJoined();
    ada.sync(Map.of());
    for (int i = 0; i < REBALANCE_MS / 5000; i++) {
      ada.heartbeat();
      ben.heartbeat();
      group.advanceMs(5000);
    }

    assertThat(group.clients()).containsExactly("ada");
    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void a_group_that_all_have_left_is_empty_and_a_generation_older() {
    group.settle(ada);

    assertThat(ada.leave()).isEqualTo(ErrorCode.NONE);

    assertThat(group.state()).isEqualTo(GroupState.EMPTY);
    ben.enter();
    group.advanceMs(3000);
    assertThat(ben.takeJoined().generation()).isEqualTo(3);
  }

  @Test
  void a_leave_during_the_first_delay_does_not_end_it() {
    ada.enter();
    ben.enter();
    ben.leave();
    assertThat(ada.joining.answer()).isEmpty();

    group.advanceMs(6000);
    assertThat(ada.takeJoined().members()).hasSize(1);
  }

  @Test
  void the_last_one_missing_ends_the_rebalance_by_leaving() {
    group.settle(ada, ben);
    cleo.enter();
    ada.join();

    ben.leave();

    assertThat(ada.takeJoined().members()).hasSize(2);
    assertThat(cleo.takeJoined().generation()).isEqualTo(2);
  }
}
