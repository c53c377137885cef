package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.REBALANCE_MS;
import static io.weir.kafka.testcluster.group.Coordination.SESSION_MS;
import static io.weir.kafka.testcluster.group.Coordination.answered;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StaticMembersTest {

  private final Coordination group = Coordination.start();
  private final Actor leader = group.staticActor("leader");
  private final Actor follower = group.staticActor("follower");

  /** The same instances after a restart. */
  private final Actor leaderAgain = group.staticActor("leader");

  private final Actor followerAgain = group.staticActor("follower");

  @BeforeEach
  void a_stable_group() {
    group.settle(leader, follower);
  }

  @Test
  void one_that_comes_back_keeps_its_assignment_without_a_rebalance() {
    followerAgain.join();

    assertThat(followerAgain.takeJoined().generation()).isEqualTo(1);
    assertThat(followerAgain.memberId).isNotEqualTo(follower.memberId);
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
    followerAgain.sync(Map.of());
    assertThat(followerAgain.assignment()).isEqualTo("follower");
  }

  @Test
  void the_one_before_is_fenced() {
    followerAgain.join();
    followerAgain.takeJoined();

    assertThat(follower.heartbeat()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(follower.joinError()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(answered(follower.sync(Map.of())).error()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    assertThat(followerAgain.heartbeat()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void a_leader_that_comes_back_is_told_to_skip_the_assignment() {
    leaderAgain.join();

    JoinAnswer answer = leaderAgain.takeJoined();
    assertThat(answer.assignmentSkipped()).isTrue();
    assertThat(answer.leader()).isEqualTo(leaderAgain.memberId);
    assertThat(answer.members())
        .extracting(JoinAnswer.JoinedMember::instanceId)
        .containsExactlyInAnyOrder("instance-leader", "instance-follower");
  }

  @Test
  void a_leader_of_an_older_client_takes_itself_for_a_follower() {
    leaderAgain.manner = Join.Manner.ID_FIRST;
    leaderAgain.join();

    JoinAnswer answer = leaderAgain.takeJoined();
    assertThat(answer.assignmentSkipped()).isFalse();
    assertThat(answer.leader()).isEqualTo(leader.memberId);
    assertThat(answer.members()).isEmpty();
  }

  @Test
  void one_that_comes_back_with_another_vote_starts_a_rebalance() {
    Coordination other = Coordination.start();
    Actor one = other.staticActor("one").offering("range", "sticky");
    other.settle(one);
    Actor again = other.staticActor("one").offering("sticky", "range");

    again.join();

    assertThat(other.state()).isNotEqualTo(GroupState.STABLE);
    assertThat(again.takeJoined().protocol()).isEqualTo("sticky");
    assertThat(again.takeJoined().generation()).isEqualTo(2);
  }

  @Test
  void one_that_comes_back_during_the_assignment_starts_the_rebalance_anew() {
    leader.join();
    follower.join();
    assertThat(leader.takeJoined().generation()).isEqualTo(2);
    follower.takeJoined();

    followerAgain.join();

    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
    leader.join();
    assertThat(followerAgain.takeJoined().generation()).isEqualTo(3);
  }

  @Test
  void one_that_waits_is_fenced_by_its_successor() {
    leader.join();
    assertThat(leader.joining.answer()).isEmpty();

    leaderAgain.join();

    assertThat(answered(leader.joining).error()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
    follower.join();
    assertThat(leaderAgain.takeJoined().error()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void one_whose_new_id_cannot_be_written_is_what_it_was() {
    group.log.refuse(ErrorCode.NOT_ENOUGH_REPLICAS);

    assertThat(followerAgain.joinError()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);

    assertThat(follower.heartbeat()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void one_that_is_away_keeps_its_place_until_its_session_ends() {
    Coordination longSessions = Coordination.start();
    Actor away = longSessions.staticActor("away");
    Actor here = longSessions.actor("here");
    away.sessionMs = 10 * REBALANCE_MS;
    longSessions.settle(here, away);

    here.join();
    longSessions.advanceMs(REBALANCE_MS);

    assertThat(here.takeJoined().members()).as("still counted").hasSize(2);
    assertThat(longSessions.clients()).containsExactly("away", "here");
  }

  @Test
  void one_that_is_away_too_long_is_removed() {
    group.advanceMs(SESSION_MS - 1);
    leader.heartbeat();
    group.advanceMs(1);

    assertThat(group.clients()).containsExactly("leader");
  }

  @Test
  void an_instance_that_nobody_knows_is_unknown() {
    Actor stranger = group.staticActor("stranger");
    stranger.memberId = "made-up";

    assertThat(stranger.joinError()).isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void the_new_id_survives_a_move_of_the_coordinator() {
    followerAgain.join();
    followerAgain.takeJoined();

    group.moveToAnotherBroker();

    assertThat(followerAgain.heartbeat()).isEqualTo(ErrorCode.NONE);
    assertThat(follower.heartbeat()).isEqualTo(ErrorCode.FENCED_INSTANCE_ID);
  }
}
