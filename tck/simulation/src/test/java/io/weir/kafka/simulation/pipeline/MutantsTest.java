package io.weir.kafka.simulation.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.simulation.Campaign;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation notices when the pipeline makes a mistake. */
@Execution(ExecutionMode.CONCURRENT)
class MutantsTest {

  @ParameterizedTest
  @EnumSource
  void a_mistake_is_noticed_within_the_seeds_of_a_build(Mutant mutant, @TempDir Path folder) {
    try (PatchedPipeline pipeline = new PatchedPipeline(mutant.patch(), folder)) {
      List<Campaign.Run> noticed =
          LongStream.range(0, PipelineSimulationTest.SEEDS.usual())
              .mapToObj(pipeline::run)
              .filter(run -> run.violations().stream().anyMatch(mutant::explains))
              .limit(1)
              .toList();
      assertThat(noticed).as("runs that notice that the pipeline " + mutant).isNotEmpty();
      System.out.printf("Seed %d notices that the pipeline %s%n", noticed.get(0).seed(), mutant);
    }
  }
}
