package io.weir.kafka.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.conformance.scenario.CleanTruncation;
import io.weir.kafka.conformance.scenario.ControlledShutdown;
import io.weir.kafka.conformance.scenario.CoordinatorCrash;
import io.weir.kafka.conformance.scenario.LeaderCrash;
import io.weir.kafka.conformance.scenario.UncleanElection;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The controller soon takes a silent broker for dead, before its replicas count as slow. */
class HastyConformanceTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "broker.session.timeout.ms", "3000",
          "broker.heartbeat.interval.ms", "500",
          "replica.lag.time.max.ms", "10000");

  private static final Twin REAL = Twin.real(SETTINGS);

  private static final Twin EMBEDDED = Twin.embedded(SETTINGS);

  @AfterAll
  static void stop() {
    REAL.close();
    EMBEDDED.close();
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new ControlledShutdown(),
        new LeaderCrash(),
        new CleanTruncation(),
        new UncleanElection(),
        new CoordinatorCrash());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void a_real_kafka_shows(Scenario scenario) throws Exception {
    assertThat(REAL.observe(scenario))
        .as(scenario.getClass().getSimpleName())
        .isEqualTo(scenario.expected().lines().toList());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void the_embedded_cluster_shows_the_same(Scenario scenario) throws Exception {
    assertThat(EMBEDDED.observe(scenario))
        .as(scenario.getClass().getSimpleName())
        .isEqualTo(scenario.expected().lines().toList());
  }
}
