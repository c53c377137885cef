package io.weir.kafka.conformance;

import io.weir.kafka.conformance.scenario.Acknowledgements;
import io.weir.kafka.conformance.scenario.Administration;
import io.weir.kafka.conformance.scenario.DeletedRecords;
import io.weir.kafka.conformance.scenario.Duplicates;
import io.weir.kafka.conformance.scenario.GroupErrors;
import io.weir.kafka.conformance.scenario.Groups;
import io.weir.kafka.conformance.scenario.InSyncReplicas;
import io.weir.kafka.conformance.scenario.KcatClients;
import io.weir.kafka.conformance.scenario.KcatGroup;
import io.weir.kafka.conformance.scenario.LeaderEpochs;
import io.weir.kafka.conformance.scenario.OffsetsByTime;
import io.weir.kafka.conformance.scenario.OneInSyncSuffices;
import io.weir.kafka.conformance.scenario.Retention;
import io.weir.kafka.conformance.scenario.TooFewAfterAppend;
import io.weir.kafka.conformance.scenario.TooFewInSync;
import java.util.Map;
import java.util.stream.Stream;

/** Brokers that are paused stay alive for the controller: only their replicas fall behind. */
class PatientConformanceTest implements Conformance {
  private final Twins twins =
      Twins.with(
          Map.of(
              "broker.session.timeout.ms", "60000",
              "replica.lag.time.max.ms", "2000",
              "log.retention.check.interval.ms", "500"));

  @Override
  public Twins twins() {
    return twins;
  }

  @Override
  public Stream<Scenario> scenarios() {
    return Stream.of(
        new TooFewInSync(),
        new TooFewAfterAppend(),
        new OneInSyncSuffices(),
        new InSyncReplicas(),
        new Duplicates(),
        new LeaderEpochs(),
        new OffsetsByTime(),
        new Acknowledgements(),
        new DeletedRecords(),
        new Retention(),
        new Groups(),
        new GroupErrors(),
        new KcatClients(),
        new KcatGroup(),
        new Administration());
  }
}
