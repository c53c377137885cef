package io.weir.kafka.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a class of scenarios is tested for: each runs on a real Kafka and on the embedded cluster,
 * both with the settings of that class, and shows the same.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
interface Conformance {
  /** The two clusters, always the same ones. */
  Twins twins();

  Stream<Scenario> scenarios();

  @ParameterizedTest
  @MethodSource("scenarios")
  default void a_real_kafka_shows(Scenario scenario) throws Exception {
    compare(twins().real(), scenario);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  default void the_embedded_cluster_shows_the_same(Scenario scenario) throws Exception {
    compare(twins().embedded(), scenario);
  }

  private static void compare(Twin twin, Scenario scenario) throws Exception {
    assertThat(twin.observe(scenario))
        .as(scenario.getClass().getSimpleName())
        .isEqualTo(scenario.expected().lines().toList());
  }

  @AfterAll
  default void stop() {
    twins().close();
  }
}
