package io.weir.kafka.conformance;

import io.weir.kafka.conformance.scenario.CleanTruncation;
import io.weir.kafka.conformance.scenario.ControlledShutdown;
import io.weir.kafka.conformance.scenario.CoordinatorCrash;
import io.weir.kafka.conformance.scenario.LeaderCrash;
import io.weir.kafka.conformance.scenario.UncleanElection;
import java.util.Map;
import java.util.stream.Stream;

/** The controller soon takes a silent broker for dead, before its replicas count as slow. */
class HastyConformanceTest implements Conformance {
  private final Twins twins =
      Twins.with(
          Map.of(
              "broker.session.timeout.ms", "3000",
              "broker.heartbeat.interval.ms", "500",
              "replica.lag.time.max.ms", "10000"));

  @Override
  public Twins twins() {
    return twins;
  }

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        new ControlledShutdown(),
        new LeaderCrash(),
        new CleanTruncation(),
        new UncleanElection(),
        new CoordinatorCrash());
  }
}
