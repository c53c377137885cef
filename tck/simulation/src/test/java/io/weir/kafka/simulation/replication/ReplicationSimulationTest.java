package io.weir.kafka.simulation.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weir.kafka.simulation.Campaign;
import io.weir.kafka.simulation.Seeds;
import io.weir.kafka.simulation.replication.ReplicationSimulation.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReplicationSimulationTest {

  static final Seeds SEEDS = new Seeds("ReplicationSimulationTest", 60);

  /** Brokers that lose power tell of it at each start; held, as loggers are collected. */
  private static final Logger RECOVERY = Logger.getLogger("io.weir.kafka.testcluster.storage");

  private static Campaign campaign;

  static void silenceRecovery() {
    RECOVERY.setLevel(Level.WARNING);
  }

  @BeforeAll
  static void runAll() {
    silenceRecovery();
    campaign = SEEDS.run(seed -> run(ReplicationSimulation.run(seed)));
    System.out.print(campaign.table());
  }

  private static Campaign.Run run(Report report) {
    List<String> violations = new ArrayList<>(report.violations());
    if (report.acknowledged() == 0) {
      violations.add("nothing was acknowledged");
    }
    return new Campaign.Run(report.seed(), violations, report.fired());
  }

  @Test
  void every_seed_keeps_the_rules_of_replication() {
    assertThat(campaign.failureReport()).isEmpty();
  }

  @Test
  void a_seed_repeats_its_run() {
    long seed = SEEDS.all().findFirst().orElseThrow();
    assertThat(ReplicationSimulation.run(seed)).isEqualTo(ReplicationSimulation.run(seed));
  }

  @Test
  void every_kind_of_fault_comes() {
    assumeTrue(SEEDS.areUsual(), "a single seed has its own mix");
    assertThat(campaign.missing(ReplicationSimulation.KINDS)).isEmpty();
  }
}
