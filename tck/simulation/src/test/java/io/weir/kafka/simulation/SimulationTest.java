package io.weir.kafka.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SimulationTest {

  private static final long SEEDS = 10;

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySeedKeepsTheRules(long seed) {
    Simulation.Report report = Simulation.run(seed);
    assertThat(report.violations()).as("seed %d, %s", seed, report.fired()).isEmpty();
    assertThat(report.outcomes().delivered()).isPositive();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aSeedRepeatsItsRun(long seed) {
    assertThat(Simulation.run(seed)).isEqualTo(Simulation.run(seed));
  }

  @Test
  void everyKindOfFaultFires() {
    Map<Faults.Kind, Integer> fired = new EnumMap<>(Faults.Kind.class);
    seeds()
        .forEach(
            seed ->
                Simulation.run(seed)
                    .fired()
                    .forEach((kind, times) -> fired.merge(kind, times, Integer::sum)));
    assertThat(fired.keySet()).containsExactlyInAnyOrder(Faults.Kind.values());
    assertThat(fired.values()).allMatch(times -> times > 0, "fired at least once: " + fired);
  }
}
