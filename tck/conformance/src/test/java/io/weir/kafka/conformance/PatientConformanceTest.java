package io.weir.kafka.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.weir.kafka.conformance.scenario.Acknowledgements;
import io.weir.kafka.conformance.scenario.Administration;
import io.weir.kafka.conformance.scenario.DeletedRecords;
import io.weir.kafka.conformance.scenario.Duplicates;
import io.weir.kafka.conformance.scenario.Groups;
import io.weir.kafka.conformance.scenario.InSyncReplicas;
import io.weir.kafka.conformance.scenario.LeaderEpochs;
import io.weir.kafka.conformance.scenario.OffsetsByTime;
import io.weir.kafka.conformance.scenario.OneInSyncSuffices;
import io.weir.kafka.conformance.scenario.Retention;
import io.weir.kafka.conformance.scenario.TooFewInSync;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Brokers that are paused stay alive for the controller: only their replicas fall behind. */
class PatientConformanceTest {
  private static final Map<String, String> SETTINGS =
      Map.of(
          "broker.session.timeout.ms", "60000",
          "replica.lag.time.max.ms", "2000",
          "log.retention.check.interval.ms", "500");

  private static final Twin REAL = Twin.real(SETTINGS);

  private static final Twin EMBEDDED = Twin.embedded(SETTINGS);

  @AfterAll
  static void stop() {
    REAL.close();
    EMBEDDED.close();
  }

  static Stream<Scenario> scenarios() {
    return Stream.of(
        new TooFewInSync(),
        new OneInSyncSuffices(),
        new InSyncReplicas(),
        new Duplicates(),
        new LeaderEpochs(),
        new OffsetsByTime(),
        new Acknowledgements(),
        new DeletedRecords(),
        new Retention(),
        new Groups(),
        new Administration());
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
