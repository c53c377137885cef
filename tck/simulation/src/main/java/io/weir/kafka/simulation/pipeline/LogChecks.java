package io.weir.kafka.simulation.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.simulation.CommittedRecords;
import io.weir.kafka.simulation.CommittedRecords.Committed;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the logs when a run has settled and nothing is on its way any more.
 *
 * <p>With acks=1 a record may get lost with the leader that acknowledged it, and its offset be
 * another's then: only partitions that had one leader all the time are asked. With acks=0 nothing
 * was promised, but nothing may be there twice either, as what was written whole is not sent again.
 */
final class LogChecks {

  private static final int NUMBER_DIGITS = 6;

  /** One record in a log. */
  private record Copy(Place place, DecodedRecord record) {}

  private final ClusterCore core;
  private final Scenario scenario;
  private final Load load;
  private final Violations violations;
  private final Tally tally;
  private final Map<Integer, List<Copy>> copies = new HashMap<>();
  private final Map<Place, List<Committed>> logs = new HashMap<>();

  LogChecks(ClusterCore core, Scenario scenario, Load load, Violations violations, Tally tally) {
    this.core = core;
    this.scenario = scenario;
    this.load = load;
    this.violations = violations;
    this.tally = tally;
  }

  void check() {
    readLogs();
    for (SentRecord record : load.records()) {
      List<Copy> found = copies.getOrDefault(record.number, List.of());
      found.forEach(copy -> checkContent(record, copy));
      checkNumber(record, found);
      if (record.isKnownToBeMissing() && !found.isEmpty()) {
        violations.add(
            "%s failed as not persisted, and is in %s: %s"
                .formatted(record, found.get(0).place, Objects.requireNonNull(record.failure)));
      }
      if (record.delivered) {
        checkDelivered(record, found);
      }
    }
    checkAcknowledgedOrder();
    if (scenario.isIdempotent()) {
      logs.forEach(this::checkLogOrder);
    }
  }

  private void readLogs() {
    for (TopicImage topic : core.image().topics()) {
      for (PartitionImage partition : topic.partitions()) {
        Place place = new Place(topic.name(), partition.index());
        List<Committed> records = CommittedRecords.of(core, topic.name(), partition.index());
        logs.put(place, records);
        for (Committed committed : records) {
          DecodedRecord record = committed.record();
          copies
              .computeIfAbsent(number(record), key -> new ArrayList<>())
              .add(new Copy(place, record));
        }
      }
    }
  }

  private static int number(DecodedRecord record) {
    return Integer.parseInt(
        Objects.requireNonNull(text(record.value())).substring(0, NUMBER_DIGITS));
  }

  private static @Nullable String text(@Nullable ByteBuffer bytes) {
    return bytes == null ? null : UTF_8.decode(bytes.duplicate()).toString();
  }

  private void checkContent(SentRecord record, Copy copy) {
    if (!record.value.equals(text(copy.record.value()))
        || !Objects.equals(record.key, text(copy.record.key()))) {
      violations.add("%s is in %s with other bytes".formatted(record, copy.place));
    }
    boolean wrongPlace =
        !copy.place.topic().equals(record.topic)
            || (record.wantedPartition != SentRecord.ANY_PARTITION
                && record.wantedPartition != copy.place.partition());
    if (wrongPlace) {
      violations.add("%s is in %s, where it does not belong".formatted(record, copy.place));
    }
  }

  private void checkNumber(SentRecord record, List<Copy> found) {
    if (found.size() > 1) {
      tally.count(Situation.DUPLICATED);
      if (scenario.isIdempotent() || scenario.acks() == Acks.NONE) {
        violations.add(
            "%s is there %d times, in %s, at %s"
                .formatted(
                    record,
                    found.size(),
                    found.get(0).place,
                    found.stream().map(copy -> copy.record.offset()).toList()));
      }
    }
  }

  private void checkDelivered(SentRecord record, List<Copy> found) {
    boolean isThere =
        found.stream()
            .anyMatch(
                copy ->
                    copy.place.equals(record.place())
                        && (record.offset < 0 || copy.record.offset() == record.offset));
    if (isThere) {
      return;
    }
    if (keepsWhatItAcknowledged(record.place())) {
      violations.add(
          "%s was acknowledged in %s at offset %d, and is in %s"
              .formatted(
                  record,
                  record.place(),
                  record.offset,
                  found.stream().map(copy -> copy.place + ":" + copy.record.offset()).toList()));
    } else if (scenario.acks() == Acks.LEADER) {
      tally.count(Situation.LOST_WITH_ITS_LEADER);
    }
  }

  private boolean keepsWhatItAcknowledged(Place place) {
    return scenario.acks() == Acks.ALL
        || (scenario.acks() == Acks.LEADER && leaderEpoch(place) == 0);
  }

  private int leaderEpoch(Place place) {
    TopicImage topic = core.image().topic(place.topic());
    PartitionImage partition = topic == null ? null : topic.partition(place.partition());
    return partition == null ? -1 : partition.leaderEpoch();
  }

  /** Those with a receipt, in each partition: a receipt tells the order in which they were sent. */
  private void checkAcknowledgedOrder() {
    Map<Place, SentRecord> last = new HashMap<>();
    for (SentRecord record : inTurn()) {
      if (record.delivered && record.offset >= 0 && keepsWhatItAcknowledged(record.place())) {
        SentRecord before = last.put(record.place(), record);
        if (before != null && before.offset >= record.offset) {
          violations.add(
              "%s was acknowledged at offset %d of %s, and %s before it at %d"
                  .formatted(record, record.offset, record.place(), before, before.offset));
        }
      }
    }
  }

  private List<SentRecord> inTurn() {
    return load.records().stream()
        .filter(record -> record.turn != SentRecord.NEVER)
        .sorted((one, other) -> Long.compare(one.turn, other.turn))
        .toList();
  }

  /**
   * All that was delivered is in the order in which it was sent, and so is all that has one
   * producer id, whatever was said of it. When an id is given up, a copy that is late under it may
   * still come, behind records of the next id: then its record has failed as possibly persisted.
   */
  private void checkLogOrder(Place place, List<Committed> log) {
    Map<Long, SentRecord> lastOfId = new HashMap<>();
    SentRecord lastDelivered = null;
    for (Committed each : log) {
      SentRecord record = load.records().get(number(each.record()));
      checkOrder(place, lastOfId.put(each.producerId(), record), record);
      if (record.delivered) {
        checkOrder(place, lastDelivered, record);
        lastDelivered = record;
      }
    }
  }

  private void checkOrder(Place place, @Nullable SentRecord before, SentRecord record) {
    if (before != null && before.turn >= record.turn) {
      violations.add(
          "in %s, %s is behind %s, which was sent later".formatted(place, record, before));
    }
  }
}
