package io.weir.kafka.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulationTest {

  /** A few; more with {@code -Dweir.seeds=1000}. */
  private static final long SEEDS = Long.getLong("weir.seeds", 10);

  private static final Map<Long, Simulation.Report> REPORTS = new HashMap<>();

  /** Each seed runs once. */
  private static Simulation.Report report(long seed) {
    return REPORTS.computeIfAbsent(seed, Simulation::run);
  }

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void everySeedKeepsTheRules(long seed) {
    Simulation.Report report = report(seed);
    assertThat(report.violations()).as(howToReplay(report)).isEmpty();
    assertThat(report.outcomes().delivered()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void aSeedRepeatsItsRun(long seed) {
    assertThat(Simulation.run(seed)).isEqualTo(report(seed));
  }

  private static String howToReplay(Simulation.Report report) {
    return "seed %d with %s; to replay: Simulation.run(%dL)"
        .formatted(report.seed(), report.fired(), report.seed());
  }

  @Test
  void everyKindOfFaultFires() {
    Map<Faults.Kind, Integer> fired = new EnumMap<>(Faults.Kind.class);
    seeds()
        .forEach(
            seed ->
                report(seed)
                    .fired()
                    .forEach((kind, times) -> fired.merge(kind, times, Integer::sum)));
    assertThat(fired.keySet()).containsExactlyInAnyOrder(Faults.Kind.values());
    assertThat(fired.values()).allMatch(times -> times > 0, "fired at least once: " + fired);
  }
}
