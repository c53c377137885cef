package io.weir.kafka.simulation;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.simulation.Workload.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules that every run must keep, looked at when it has settled.
 *
 * <p>A retry may write a record twice as long as the producer has no identity, so duplicates are no
 * violation here. What only the leader acknowledged may be lost with it.
 */
final class Checks {

  private final Workload workload;
  private final Map<String, List<String>> logs;
  private final List<String> violations = new ArrayList<>();

  private Checks(Workload workload, SimulatedCluster cluster) {
    this.workload = workload;
    this.logs = cluster.logs();
  }

  static List<String> of(Workload workload, SimulatedCluster cluster, Acks acks, boolean settled) {
    Checks checks = new Checks(workload, cluster);
    if (!settled) {
      checks.violations.add("not all records had their outcome in time after healing");
    }
    checks.eachHasOneSignal();
    if (acks == Acks.ALL) {
      checks.deliveredRecordsAreWhereTheirReceiptsSay();
      checks.deliveredRecordsKeepTheirOrder();
    }
    checks.recordsNotPersistedAreNotThere();
    return checks.violations;
  }

  private void eachHasOneSignal() {
    for (Sent record : workload.sent()) {
      if (record.signals != 1) {
        violations.add("record %d had %d signals".formatted(record.number, record.signals));
      }
    }
  }

  private void deliveredRecordsAreWhereTheirReceiptsSay() {
    for (Sent record : workload.sent()) {
      if (record.delivered && !record.value.equals(valueAt(record))) {
        violations.add(
            "record %d is not at its acknowledged place %s, offset %d"
                .formatted(record.number, place(record), record.offset));
      }
    }
  }

  private String valueAt(Sent record) {
    List<String> log = logs.getOrDefault(place(record), List.of());
    return record.offset >= 0 && record.offset < log.size()
        ? log.get((int) record.offset)
        : "nothing";
  }

  private void deliveredRecordsKeepTheirOrder() {
    Map<String, Long> last = new HashMap<>();
    for (Sent record : workload.sent()) {
      if (record.delivered) {
        Long before = last.put(place(record), record.offset);
        if (before != null && before >= record.offset) {
          violations.add(
              "record %d has offset %d in %s, behind an earlier one's %d"
                  .formatted(record.number, record.offset, place(record), before));
        }
      }
    }
  }

  private void recordsNotPersistedAreNotThere() {
    for (Sent record : workload.sent()) {
      ProducerException failure = record.failure;
      if (failure != null
          && failure.persistence() == Persistence.NOT_PERSISTED
          && logs.values().stream().anyMatch(log -> log.contains(record.value))) {
        violations.add(
            "record %d failed as not persisted, but is in the log: %s"
                .formatted(record.number, failure.getMessage()));
      }
    }
  }

  private static String place(Sent record) {
    return record.topic + "-" + record.partition;
  }
}
