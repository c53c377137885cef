package io.weir.kafka.testcluster.controller;

import static io.weir.kafka.testcluster.controller.ControllerFixture.TOPIC;
import static io.weir.kafka.testcluster.controller.ControllerFixture.assertRejected;
import static io.weir.kafka.testcluster.metadata.PartitionImage.NO_LEADER;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.controller.ConfigChange.Operation;
import io.weir.kafka.testcluster.metadata.DynamicConfigs;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ElectionsTest {

  private static final Map<String, String> UNCLEAN =
      Map.of("unclean.leader.election.enable", "true");

  private final ControllerFixture cluster = ControllerFixture.ofThree();

  @Test
  void each_change_of_the_leader_makes_both_epochs_grow() {
    cluster.topic(1, 2, 3);
    cluster.lose(1);

    assertThat(cluster.partition())
        .isEqualTo(
            new PartitionImage(0, 2, 1, 1, List.of(1, 2, 3), List.of(2, 3), List.of(), List.of()));
  }

  @Test
  void a_follower_that_goes_only_makes_the_partition_epoch_grow() {
    cluster.topic(1, 2, 3);
    cluster.lose(3);

    assertThat(cluster.partition().leaderEpoch()).isZero();
    assertThat(cluster.partition().partitionEpoch()).isEqualTo(1);
    assertThat(cluster.partition().isr()).containsExactly(1, 2);
  }

  @Test
  void the_last_of_the_isr_stays_in_it_and_leads_again_when_it_comes_back() {
    cluster.topic(1, 2, 3);
    cluster.lose(2, 3);
    cluster.lose(1);
    assertThat(cluster.partition().isr()).containsExactly(1);
    assertThat(cluster.partition().leader()).isEqualTo(NO_LEADER);

    cluster.start(2);
    assertThat(cluster.partition().leader()).isEqualTo(NO_LEADER);

    cluster.start(1);
    assertThat(cluster.partition().leader()).isEqualTo(1);
    assertThat(cluster.partition().leaderEpoch()).isEqualTo(2);
  }

  @Test
  void an_unclean_leader_is_elected_only_where_the_topic_allows_it() {
    cluster.topic(UNCLEAN, 1, 2, 3);
    cluster.proposeIsr(1);

    cluster.lose(1);

    assertThat(cluster.partition().leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2);
  }

  @Test
  void a_topic_that_comes_to_allow_unclean_leaders_gets_one_at_once() {
    cluster.topic(1, 2, 3);
    cluster.proposeIsr(1);
    cluster.lose(1);
    assertThat(cluster.partition().leader()).isEqualTo(NO_LEADER);

    cluster.controller.alterTopicConfigs(
        TOPIC, List.of(new ConfigChange("unclean.leader.election.enable", Operation.SET, "true")));

    assertThat(cluster.partition().leader()).isEqualTo(2);
  }

  @Test
  void what_all_brokers_come_to_allow_holds_for_a_topic_that_does_not_say() {
    cluster.topic(1, 2, 3);
    cluster.proposeIsr(1);
    cluster.lose(1);

    cluster.controller.alterBrokerConfigs(
        DynamicConfigs.ALL_BROKERS,
        List.of(new ConfigChange("unclean.leader.election.enable", Operation.SET, "true")));

    assertThat(cluster.partition().leader()).isEqualTo(2);
  }

  @Test
  void a_preferred_leader_is_elected_on_request() {
    cluster.topic(1, 2, 3);
    cluster.lose(1);
    cluster.start(1);
    cluster.proposeIsr(2, 3, 1);

    PartitionImage elected = cluster.controller.electLeader(TOPIC, 0, Election.PREFERRED);

    assertThat(elected.leader()).isEqualTo(1);
    assertThat(elected).isEqualTo(cluster.partition());
  }

  @Test
  void an_election_is_refused_when_it_is_not_needed_or_not_possible() {
    cluster.topic(1, 2, 3);
    assertRejected(
        ErrorCode.ELECTION_NOT_NEEDED,
        () -> cluster.controller.electLeader(TOPIC, 0, Election.PREFERRED));
    assertRejected(
        ErrorCode.ELECTION_NOT_NEEDED,
        () -> cluster.controller.electLeader(TOPIC, 0, Election.UNCLEAN));

    cluster.lose(1);
    assertRejected(
        ErrorCode.PREFERRED_LEADER_NOT_AVAILABLE,
        () -> cluster.controller.electLeader(TOPIC, 0, Election.PREFERRED));

    cluster.lose(2, 3);
    assertRejected(
        ErrorCode.ELIGIBLE_LEADERS_NOT_AVAILABLE,
        () -> cluster.controller.electLeader(TOPIC, 0, Election.UNCLEAN));
    assertRejected(
        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
        () -> cluster.controller.electLeader(TOPIC, 1, Election.UNCLEAN));
  }

  @Test
  void an_unclean_election_on_request_needs_no_setting() {
    cluster.topic(1, 2, 3);
    cluster.proposeIsr(1);
    cluster.lose(1);

    assertThat(cluster.controller.electLeader(TOPIC, 0, Election.UNCLEAN).leader()).isEqualTo(2);
    assertThat(cluster.partition().isr()).containsExactly(2);
  }

  @Test
  void leaderships_go_back_to_the_preferred_leader_after_a_while() {
    cluster.topic(1, 2, 3);
    cluster.lose(1);
    cluster.start(1);
    cluster.proposeIsr(2, 3, 1);

    cluster.nowMs += 300_000;
    cluster.serve(1);
    cluster.serve(2);
    cluster.serve(3);
    cluster.controller.tick(cluster.nowMs);

    assertThat(cluster.partition().leader()).isEqualTo(1);
  }

  @Test
  void leaderships_stay_where_they_are_if_rebalancing_is_off() {
    ControllerFixture fixed =
        new ControllerFixture(Map.of("auto.leader.rebalance.enable", "false"));
    fixed.start(1, 2);
    fixed.topic(1, 2);
    fixed.lose(1);
    fixed.start(1);
    fixed.proposeIsr(2, 1);

    fixed.nowMs += 300_000;
    fixed.serve(1);
    fixed.serve(2);
    fixed.controller.tick(fixed.nowMs);

    assertThat(fixed.partition().leader()).isEqualTo(2);
  }
}
