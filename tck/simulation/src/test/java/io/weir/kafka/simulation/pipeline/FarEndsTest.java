package io.weir.kafka.simulation.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.simulation.Campaign;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What only comes after two thousand million records: a broker takes any first sequence from a
 * producer that it does not know, so the pipeline is made to start there.
 */
class FarEndsTest {

  private static final int SEEDS = 30;

  private static final Patch NEAR_THE_LAST_SEQUENCE =
      new Patch(
          "identity/LaneState.java",
          "return new Running(name, 0, Standing.NEW);",
          "return new Running(name, (1L << 31) - 6, Standing.NEW);");

  @Test
  void sequences_begin_again_at_0_behind_the_last(@TempDir Path folder) {
    try (PatchedPipeline pipeline = new PatchedPipeline(NEAR_THE_LAST_SEQUENCE, folder)) {
      long wrapped = 0;
      for (long seed : LongStream.range(0, SEEDS).toArray()) {
        Campaign.Run run = pipeline.run(seed);
        assertThat(run.violations()).as("seed " + seed).isEmpty();
        wrapped += run.counts().getOrDefault(Situation.SEQUENCE_WRAPPED.name(), 0L);
      }
      assertThat(wrapped).isGreaterThan(SEEDS);
    }
  }
}
