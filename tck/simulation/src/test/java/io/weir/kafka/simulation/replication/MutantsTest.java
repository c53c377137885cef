package io.weir.kafka.simulation.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation notices when a rule of replication is wrong. */
class MutantsTest {

  @BeforeAll
  static void silenceRecovery() {
    ReplicationSimulationTest.silenceRecovery();
  }

  @ParameterizedTest
  @EnumSource
  void a_wrong_rule_is_noticed_within_the_seeds_of_a_build(Mutant mutant) {
    List<String> violations =
        ReplicationSimulationTest.SEEDS
            .all()
            .mapToObj(seed -> ReplicationSimulation.run(seed, mutant.rules()).violations())
            .filter(found -> !found.isEmpty())
            .findFirst()
            .orElse(List.of());

    assertThat(violations).as(mutant.toString()).isNotEmpty();
    assertThat(violations.get(0)).containsPattern(mutant.sign());
  }
}
