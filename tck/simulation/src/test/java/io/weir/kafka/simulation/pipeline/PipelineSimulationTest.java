package io.weir.kafka.simulation.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.kafka.simulation.Campaign;
import io.weir.kafka.simulation.Seeds;
import io.weir.kafka.simulation.pipeline.PipelineSimulation.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipelineSimulationTest {

  static final Seeds SEEDS = new Seeds("PipelineSimulationTest", 200);

  private static final Path TRACES = Path.of("target", "traces");

  private static Campaign campaign;

  @BeforeAll
  static void runAll() throws IOException {
    campaign = SEEDS.run(seed -> run(PipelineSimulation.run(seed)));
    System.out.print(campaign.table());
    for (Campaign.Run failure : campaign.failures()) {
      writeTrace(failure.seed());
    }
  }

  private static Campaign.Run run(Report report) {
    Map<String, Long> counts = new TreeMap<>(report.counts());
    counts.put("records delivered", report.outcomes().delivered());
    counts.put("records failed", report.outcomes().failed());
    counts.put("records unknown", report.outcomes().unknown());
    return new Campaign.Run(report.seed(), report.violations(), counts);
  }

  /** The run again, line by line. */
  private static void writeTrace(long seed) throws IOException {
    List<String> lines = new ArrayList<>(PipelineSimulation.trace(seed).trace());
    Files.createDirectories(TRACES);
    Path file = Files.write(TRACES.resolve("pipeline-" + seed + ".txt"), lines);
    System.out.println("The trace of seed " + seed + ": " + file.toAbsolutePath());
  }

  @Test
  void every_seed_keeps_the_rules() {
    assertThat(campaign.failureReport()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 2, 3, 4, 5})
  void a_seed_repeats_its_run(long seed) {
    assertThat(PipelineSimulation.run(seed)).isEqualTo(PipelineSimulation.run(seed));
  }

  @Test
  void a_trace_tells_of_the_same_run() {
    Report traced = PipelineSimulation.trace(1);
    assertThat(traced.trace()).isNotEmpty();
    assertThat(traced.fingerprint()).isEqualTo(PipelineSimulation.run(1).fingerprint());
  }

  @Test
  void every_kind_of_fault_comes() {
    assumeTrue(SEEDS.areUsual(), "other seeds have another mix");
    assertThat(campaign.missing(PipelineSimulation.KINDS)).isEmpty();
  }

  @Test
  void every_error_comes() {
    assumeTrue(SEEDS.areUsual(), "other seeds have another mix");
    ProduceErrors.BEFORE_APPEND.values().stream()
        .flatMap(List::stream)
        .forEach(error -> assertThat(campaign.counts()).containsKey("refused: " + error));
    ProduceErrors.AFTER_APPEND.forEach(
        error -> assertThat(campaign.counts()).containsKey("after append: " + error));
  }

  @Test
  void every_class_of_errors_comes_at_every_place_in_flight() {
    assumeTrue(SEEDS.areUsual(), "other seeds have another mix");
    for (String errors : ProduceErrors.BEFORE_APPEND.keySet()) {
      for (int before = 0; before < RequestFaults.PLACES_IN_FLIGHT; before++) {
        assertThat(campaign.counts()).containsKey(RequestFaults.errorAt(errors, before));
      }
    }
  }

  @Test
  void every_situation_is_met() {
    assumeTrue(SEEDS.areUsual(), "other seeds have another mix");
    EnumSet<Situation> expected = EnumSet.allOf(Situation.class);
    expected.remove(Situation.SEQUENCE_WRAPPED); // see FarEndsTest
    assertThat(campaign.missing(expected)).isEmpty();
  }
}
