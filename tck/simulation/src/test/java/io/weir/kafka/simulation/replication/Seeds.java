package io.weir.kafka.simulation.replication;

import io.weir.kafka.simulation.replication.ReplicationSimulation.Report;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;

/**
 * Which seeds a build runs: a few, or as many as asked for with {@code -Dweir.seeds=1000}, from
 * {@code -Dweir.seed=0} on; each once.
 */
final class Seeds {

  private static final int USUAL = 60;
  private static final Long FIRST = Long.getLong("weir.seed");
  private static final long COUNT = Long.getLong("weir.seeds", FIRST == null ? USUAL : 1);

  /** Brokers that lose power tell of it at each start. */
  private static final Logger RECOVERY = Logger.getLogger("io.weir.kafka.testcluster.storage");

  private static final Map<Long, Report> REPORTS = new HashMap<>();

  static {
    RECOVERY.setLevel(Level.WARNING);
  }

  private Seeds() {}

  static LongStream all() {
    long first = FIRST == null ? 0 : FIRST;
    return LongStream.range(first, first + COUNT);
  }

  /** Whether these are the seeds of each build. */
  static boolean areUsual() {
    return FIRST == null && COUNT == USUAL;
  }

  static Report report(long seed) {
    return REPORTS.computeIfAbsent(seed, ReplicationSimulation::run);
  }

  static String howToReplay(Report report) {
    return "seed %d with %s; to replay: mvn test -pl tck/simulation -am -Dtest=%s -Dweir.seed=%d %s"
        .formatted(
            report.seed(),
            report.fired(),
            "ReplicationSimulationTest",
            report.seed(),
            "-Dsurefire.failIfNoSpecifiedTests=false");
  }
}
