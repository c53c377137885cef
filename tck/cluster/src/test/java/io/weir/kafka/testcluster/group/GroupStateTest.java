package io.weir.kafka.testcluster.group;

import static io.weir.kafka.testcluster.group.GroupState.COMPLETING_REBALANCE;
import static io.weir.kafka.testcluster.group.GroupState.DEAD;
import static io.weir.kafka.testcluster.group.GroupState.EMPTY;
import static io.weir.kafka.testcluster.group.GroupState.PREPARING_REBALANCE;
import static io.weir.kafka.testcluster.group.GroupState.STABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupStateTest {

  private static final Map<GroupState, Set<GroupState>> EDGES =
      Map.of(
          EMPTY, Set.of(PREPARING_REBALANCE, DEAD),
          PREPARING_REBALANCE, Set.of(COMPLETING_REBALANCE, EMPTY, DEAD),
          COMPLETING_REBALANCE, Set.of(STABLE, PREPARING_REBALANCE, DEAD),
          STABLE, Set.of(PREPARING_REBALANCE, DEAD),
          DEAD, Set.of(DEAD));

  @Test
  void these_are_all_edges() {
    for (GroupState from : GroupState.values()) {
      for (GroupState to : GroupState.values()) {
        assertThat(from.mayBecome(to))
            .as("%s to %s", from, to)
            .isEqualTo(EDGES.getOrDefault(from, Set.of()).contains(to));
      }
    }
  }

  @Test
  void a_group_takes_no_other_edge() {
    ClassicGroup group = new ClassicGroup("billing", 1000);

    assertThatIllegalStateException()
        .isThrownBy(() -> group.become(STABLE, 2000))
        .withMessage("Group billing cannot go from Empty to Stable");
    assertThat(group.state()).isEqualTo(EMPTY);
    assertThat(group.stateSinceMs()).isEqualTo(1000);
  }

  @Test
  void names_are_compared_without_regard_to_case() {
    assertThat(PREPARING_REBALANCE.isNamed("preparingrebalance")).isTrue();
    assertThat(PREPARING_REBALANCE.isNamed("Stable")).isFalse();
  }
}
