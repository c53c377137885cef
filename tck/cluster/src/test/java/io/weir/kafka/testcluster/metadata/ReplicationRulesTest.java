package io.weir.kafka.testcluster.metadata;

import static io.weir.kafka.testcluster.metadata.PartitionImage.NO_LEADER;
import static io.weir.kafka.testcluster.metadata.ReplicationRules.Election.ONLINE;
import static io.weir.kafka.testcluster.metadata.ReplicationRules.Election.PREFERRED;
import static io.weir.kafka.testcluster.metadata.ReplicationRules.Election.UNCLEAN;
import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.testcluster.metadata.ReplicationRules.Election;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplicationRulesTest {

  @Test
  void a_leader_that_can_stay_stays() {
    assertThat(elect(ONLINE, 2, List.of(1, 2, 3), Set.of(1, 2, 3))).isEqualTo(2);
    assertThat(elect(UNCLEAN, 2, List.of(1, 2, 3), Set.of(1, 2, 3))).isEqualTo(2);
  }

  @Test
  void the_first_eligible_isr_member_of_the_assignment_follows_a_leader_that_cannot_stay() {
    assertThat(elect(ONLINE, 1, List.of(1, 2, 3), Set.of(2, 3))).isEqualTo(2);
    assertThat(elect(ONLINE, 1, List.of(1, 3), Set.of(2, 3))).isEqualTo(3);
    assertThat(elect(ONLINE, NO_LEADER, List.of(3), Set.of(1, 2, 3))).isEqualTo(3);
  }

  @Test
  void nobody_leads_when_the_isr_has_no_eligible_member() {
    assertThat(elect(ONLINE, 1, List.of(1), Set.of(2, 3))).isEqualTo(NO_LEADER);
    assertThat(elect(PREFERRED, 1, List.of(1), Set.of(2, 3))).isEqualTo(NO_LEADER);
  }

  @Test
  void an_unclean_election_takes_any_eligible_replica_last() {
    assertThat(elect(UNCLEAN, 1, List.of(1), Set.of(2, 3))).isEqualTo(2);
    assertThat(elect(UNCLEAN, 1, List.of(1, 3), Set.of(2, 3))).isEqualTo(3);
    assertThat(elect(UNCLEAN, 1, List.of(1), Set.of())).isEqualTo(NO_LEADER);
  }

  @Test
  void a_preferred_election_prefers_the_first_of_the_assignment_if_it_is_in_the_isr() {
    assertThat(elect(PREFERRED, 2, List.of(1, 2, 3), Set.of(1, 2, 3))).isEqualTo(1);
    assertThat(elect(PREFERRED, 2, List.of(2, 3), Set.of(1, 2, 3))).isEqualTo(2);
    assertThat(elect(PREFERRED, 2, List.of(1, 3), Set.of(3))).isEqualTo(3);
  }

  private static int elect(
      Election election, int leader, List<Integer> isr, Set<Integer> eligible) {
    PartitionImage partition =
        new PartitionImage(0, leader, 4, 9, List.of(1, 2, 3), isr, List.of(), List.of());
    return ReplicationRules.KAFKA.electLeader(partition, election, eligible::contains);
  }
}
