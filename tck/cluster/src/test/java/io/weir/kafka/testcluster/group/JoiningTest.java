package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.Coordination.answered;
import static io.weir.kafka.testcluster.group.Coordination.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Coordination.Actor;
import io.weir.kafka.testcluster.group.JoinAnswer.JoinedMember;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoiningTest {

  private final Coordination group = Coordination.start();
  private final Actor ada = group.actor("ada");
  private final Actor ben = group.actor("ben");

  @Test
  void a_dynamic_member_is_given_an_id_with_which_it_comes_again() {
    JoinAnswer answer = answered(ada.join());

    assertThat(answer.error()).isEqualTo(ErrorCode.MEMBER_ID_REQUIRED);
    assertThat(answer.memberId()).matches("ada-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(answer.generation()).isEqualTo(-1);
    assertThat(group.state()).isEqualTo(GroupState.EMPTY);
  }

  @Test
  void an_old_client_is_added_without_an_id() {
    ada.manner = Join.Manner.DIRECT;
    ada.join();
    group.begin();

    assertThat(ada.takeJoined().error()).isEqualTo(ErrorCode.NONE);
    assertThat(ada.memberId).startsWith("ada-");
  }

  @Test
  void a_static_member_is_added_without_coming_again() {
    Actor fixed = group.staticActor("fixed");
    fixed.join();
    group.begin();

    assertThat(fixed.takeJoined().memberId()).startsWith("instance-fixed-");
  }

  @Test
  void the_first_member_leads_and_alone_is_told_of_the_members() {
    group.settle(ada, ben);

    assertThat(answered(ada.joining).members())
        .containsExactly(
            new JoinedMember(ada.memberId, null, text("metadata")),
            new JoinedMember(ben.memberId, null, text("metadata")));
    assertThat(answered(ben.joining).members()).isEmpty();
    assertThat(answered(ben.joining).leader()).isEqualTo(ada.memberId);
    assertThat(answered(ben.joining).protocolType()).isEqualTo("consumer");
    assertThat(answered(ben.joining).protocol()).isEqualTo("range");
    assertThat(answered(ben.joining).assignmentSkipped()).isFalse();
  }

  @Test
  void an_unknown_id_is_refused() {
    ada.memberId = "nobody";
    assertThat(ada.joinError()).as("no group").isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);

    group.settle(ben);
    assertThat(ada.joinError()).as("a group").isEqualTo(ErrorCode.UNKNOWN_MEMBER_ID);
  }

  @Test
  void a_group_without_id_is_refused() {
    Join join =
        new Join(
            "",
            new Caller("", null),
            new Join.Client("c", "/h"),
            10_000,
            10_000,
            "consumer",
            ada.protocols,
            Join.Manner.DIRECT);

    assertThat(answered(group.coordinator.join(join, group.nowMs)).error())
        .isEqualTo(ErrorCode.INVALID_GROUP_ID);
  }

  @ParameterizedTest
  @ValueSource(ints = {5999, 1_800_001})
  void a_session_timeout_out_of_bounds_is_refused(int timeoutMs) {
    ada.sessionMs = timeoutMs;

    assertThat(ada.joinError()).isEqualTo(ErrorCode.INVALID_SESSION_TIMEOUT);
  }

  @Test
  void a_member_needs_a_protocol() {
    assertThat(ada.offering().joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }

  @Test
  void a_member_of_another_protocol_type_is_refused() {
    group.settle(ada);
    ben.protocolType = "connect";

    assertThat(ben.joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }

  @Test
  void a_member_that_shares_no_protocol_is_refused() {
    group.settle(ada);

    assertThat(ben.offering("sticky").joinError()).isEqualTo(ErrorCode.INCONSISTENT_GROUP_PROTOCOL);
  }

  @Test
  void the_protocol_with_the_most_votes_that_all_support_is_taken() {
    Actor cleo = group.actor("cleo").offering("sticky", "range");
    group.settle(
        ada.offering("only-ada", "range", "sticky"), ben.offering("sticky", "range"), cleo);

    assertThat(answered(cleo.joining).protocol()).isEqualTo("sticky");
    assertThat(answered(ada.joining).members())
        .extracting(each -> text(each.metadata()))
        .containsExactly("adasticky", "bensticky", "cleosticky");
  }

  @Test
  void a_follower_that_joins_again_unchanged_hears_the_same_again() {
    group.settle(ada, ben);

    ben.join();

    assertThat(ben.takeJoined().generation()).isEqualTo(1);
    assertThat(group.state()).isEqualTo(GroupState.STABLE);
  }

  @Test
  void a_follower_that_offers_something_else_starts_a_rebalance() {
    group.settle(ada, ben);

    ben.protocols = List.of(new Protocol("range", text("more topics")));
    ben.join();

    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void a_leader_that_joins_again_starts_a_rebalance() {
    group.settle(ada, ben);

    ada.join();

    assertThat(ada.joining.answer()).isEmpty();
    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void a_member_that_lost_its_answer_hears_it_again_before_the_assignment() {
    ada.enter();
    ben.enter();
    group.begin();
    ada.takeJoined();
    ben.takeJoined();

    assertThat(answered(ben.join()).members()).isEmpty();
    assertThat(answered(ada.join()).members()).hasSize(2);
    assertThat(group.state()).isEqualTo(GroupState.COMPLETING_REBALANCE);
  }

  @Test
  void a_change_before_the_assignment_starts_the_rebalance_anew() {
    ada.enter();
    ben.enter();
    group.begin();
    ada.takeJoined();
    ben.takeJoined();
    ben.sync(Map.of());

    ada.offering("range", "sticky").join();

    assertThat(answered(ben.syncing).error()).isEqualTo(ErrorCode.REBALANCE_IN_PROGRESS);
    assertThat(group.state()).isEqualTo(GroupState.PREPARING_REBALANCE);
  }

  @Test
  void a_full_group_takes_nobody_else() {
    Coordination small = new Coordination(GroupSettings.DEFAULTS.withMaxSize(1));
    Actor only = small.actor("only");
    small.settle(only);

    JoinAnswer refused = answered(small.actor("late").join());

    assertThat(refused.error()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
    assertThat(refused.memberId()).isEmpty();
    only.join();
    assertThat(only.takeJoined().error()).isEqualTo(ErrorCode.NONE);
  }

  @Test
  void a_group_fills_only_as_long_as_it_has_room() {
    Coordination small = new Coordination(GroupSettings.DEFAULTS.withMaxSize(2));
    Actor first = small.actor("first");
    Actor second = small.actor("second");
    Actor third = small.actor("third");
    for (Actor each : List.of(first, second, third)) {
      each.memberId = answered(each.join()).memberId();
    }
    first.join();
    second.join();

    assertThat(third.joinError()).isEqualTo(ErrorCode.GROUP_MAX_SIZE_REACHED);
  }

  @Test
  void a_new_group_that_cannot_be_written_is_refused() {
    group.log.refuse(ErrorCode.NOT_ENOUGH_REPLICAS);
    ada.manner = Join.Manner.DIRECT;

    assertThat(ada.joinError()).isEqualTo(ErrorCode.COORDINATOR_NOT_AVAILABLE);
  }
}
