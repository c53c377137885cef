package io.weir.kafka.simulation.replication;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.simulation.CommittedRecords;
import io.weir.kafka.simulation.CommittedRecords.Committed;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.simulation.replication.WrittenBatch.Fate;
import io.weir.kafka.testcluster.core.ClusterCore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What must be true of the logs when a run has settled: each acknowledgement was kept, once. */
final class FinalChecks {

  private final ClusterCore core;
  private final Violations violations;
  private final LossyPartitions lossy;

  FinalChecks(ClusterCore core, Violations violations, LossyPartitions lossy) {
    this.core = core;
    this.violations = violations;
    this.lossy = lossy;
  }

  void check(List<Writer> writers, int partitions) {
    for (int partition = 0; partition < partitions; partition++) {
      Map<String, List<Long>> offsets = offsets(partition);
      for (Writer writer : writers) {
        if (writer.partition() == partition) {
          check(writer, offsets);
        }
      }
    }
  }

  private void check(Writer writer, Map<String, List<Long>> offsets) {
    boolean open = lossy.areOpen(writer.partition());
    long last = -1;
    for (WrittenBatch batch : writer.batches()) {
      for (int i = 0; i < batch.values().size(); i++) {
        String value = batch.values().get(i);
        List<Long> found = offsets.getOrDefault(value, List.of());
        if (found.size() > 1 && open) {
          violations.add(
              "record %s is there %d times, at %s".formatted(value, found.size(), found));
        }
        if (open && writer.kind().isDurable()) {
          checkKept(batch, i, found);
        }
        if (open && !found.isEmpty()) {
          last = checkOrder(value, found.get(0), last);
        }
      }
    }
    if (open) {
      writer.complaints().forEach(violations::add);
    }
  }

  private void checkKept(WrittenBatch batch, int index, List<Long> found) {
    String value = batch.values().get(index);
    if (batch.fate() != Fate.UNKNOWN && found.isEmpty()) {
      violations.add("record %s was acknowledged and is lost".formatted(value));
    }
    if (batch.fate() == Fate.ACKNOWLEDGED && !found.contains(batch.offset() + index)) {
      violations.add(
          "record %s was acknowledged at offset %d and is at %s"
              .formatted(value, batch.offset() + index, found));
    }
  }

  private long checkOrder(String value, long offset, long last) {
    if (offset <= last) {
      violations.add(
          "record %s is at offset %d, behind it at %d one that was sent before"
              .formatted(value, offset, last));
    }
    return offset;
  }

  private Map<String, List<Long>> offsets(int partition) {
    Map<String, List<Long>> offsets = new HashMap<>();
    for (Committed committed : CommittedRecords.of(core, Writer.TOPIC, partition)) {
      DecodedRecord record = committed.record();
      String value = US_ASCII.decode(Objects.requireNonNull(record.value()).duplicate()).toString();
      offsets.computeIfAbsent(value, key -> new ArrayList<>()).add(record.offset());
    }
    return offsets;
  }
}
