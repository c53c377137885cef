package io.weir.kafka.simulation.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.kafka.simulation.replication.ReplicationSimulation.Report;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationSimulationTest {

  static LongStream seeds() {
    return Seeds.all();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void every_seed_keeps_the_rules_of_replication(long seed) {
    Report report = Seeds.report(seed);

    assertThat(report.violations()).as(Seeds.howToReplay(report)).isEmpty();
    assertThat(report.acknowledged()).isPositive();
  }

  @Test
  void a_seed_repeats_its_run() {
    long seed = Seeds.all().findFirst().orElseThrow();

    assertThat(ReplicationSimulation.run(seed)).isEqualTo(Seeds.report(seed));
  }

  @Test
  void every_kind_of_fault_comes() {
    assumeTrue(Seeds.areUsual(), "a single seed has its own mix");
    Map<ReplicationFault, Integer> fired = new TreeMap<>();
    Seeds.all()
        .mapToObj(Seeds::report)
        .forEach(
            report ->
                report.fired().forEach((fault, times) -> fired.merge(fault, times, Integer::sum)));

    assertThat(fired).containsOnlyKeys(ReplicationFault.values());
  }
}
