package io.weir.kafka.simulation.pipeline;

import io.weir.kafka.api.DeliveryTimeoutException;
import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.simulation.Tally;
import io.weir.kafka.simulation.Violations;
import io.weir.kafka.simulation.VirtualTime;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.metadata.TopicImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sends records in a fixed order with pauses by chance, offers again what was refused, and keeps
 * what became of each. What can be judged at once is: a signal within {@code offer} or on the event
 * loop, one that is late, and an acknowledgement of which no broker has spoken. One thread.
 */
final class Load implements Outcomes {

  private static final int FEWEST = 60;
  private static final int MOST = 420;
  private static final int KEYS = 5;

  /** How many records come at once, on average. */
  private static final int[] BURSTS = {2, 5, 20, 60};

  private static final int INVALID_PARTITION = 999;

  /** For timers that look again, and for the way to the completion task. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /**
   * What the load works with.
   *
   * @param scenario says within which time each record must have its outcome
   */
  record Surroundings(
      VirtualTime time,
      RandomGenerator random,
      ClusterCore core,
      WireWatch watch,
      Trace trace,
      Tally tally,
      Violations violations,
      Scenario scenario) {}

  private final Surroundings to;
  private final VirtualTime time;
  private final RandomGenerator random;
  private final RecordDraft draft = new RecordDraft();
  private final List<SentRecord> records = new ArrayList<>();
  private final ArrayDeque<SentRecord> refused = new ArrayDeque<>();
  private final int total;
  private final int largestValue;
  private final int burst;
  private final long longestPauseNanos;
  private final int auditShare;
  private final long deliveryTimeoutNanos;
  private @Nullable Pipeline pipeline;
  private int begun;
  private long turns;
  private int outcomes;
  private boolean offering;
  private boolean stopped;
  private long closedNanos = Long.MAX_VALUE;

  Load(Surroundings surroundings) {
    this.to = surroundings;
    this.time = surroundings.time;
    this.random = surroundings.random;
    this.total = random.nextInt(FEWEST, MOST);
    this.largestValue = random.nextInt(3) == 0 ? 1_500 : 300;
    int anyBurst = BURSTS[random.nextInt(BURSTS.length)];
    this.burst = surroundings.scenario.isCrowded() ? BURSTS[BURSTS.length - 1] : anyBurst;
    this.longestPauseNanos = TimeUnit.MILLISECONDS.toNanos(random.nextInt(1, 80) * (long) burst);
    this.auditShare = surroundings.scenario.isCrowded() ? 9 : random.nextInt(1, 10);
    this.deliveryTimeoutNanos = surroundings.scenario.deliveryTimeout().toNanos();
  }

  void start(Pipeline opened) {
    pipeline = opened;
    time.after(0, this::sendNext);
  }

  /** Sends nothing more. */
  void stop() {
    stopped = true;
  }

  /** The pipeline is being closed. */
  void pipelineCloses() {
    closedNanos = time.nowNanos();
  }

  int total() {
    return total;
  }

  /** How many records the application has come up with, admitted or not. */
  int begun() {
    return begun;
  }

  private void sendNext() {
    if (stopped || begun == total) {
      return;
    }
    begun++;
    send(newRecord());
    time.after(random.nextInt(burst) == 0 ? random.nextLong(longestPauseNanos) : 0, this::sendNext);
  }

  /** Sends one small record to that partition, behind all that waits. */
  SentRecord probe(Place place) {
    SentRecord probe =
        new SentRecord(
            records.size(), place.topic(), place.partition(), null, value(records.size(), 0));
    records.add(probe);
    send(probe);
    return probe;
  }

  private void send(SentRecord next) {
    if (!refused.isEmpty() || offer(next) == Admission.FULL) {
      to.tally.count(Situation.RECORD_NOT_ADMITTED);
      refused.addLast(next);
      offerRefused(); // there may be room again since the offer
    }
  }

  private SentRecord newRecord() {
    int number = records.size();
    String topic =
        random.nextInt(10) < auditShare
            ? Scenario.AUDIT
            : Scenario.TOPICS.get(random.nextInt(Scenario.TOPICS.size()));
    String key = random.nextInt(3) == 0 ? null : "key-" + random.nextInt(KEYS);
    SentRecord next =
        new SentRecord(
            number,
            topic,
            wantedPartition(topic),
            key,
            value(number, random.nextInt(largestValue)));
    records.add(next);
    return next;
  }

  private int wantedPartition(String topic) {
    int draw = random.nextInt(100);
    if (draw == 0) {
      return INVALID_PARTITION;
    }
    TopicImage known = to.core.image().topic(topic);
    return draw < 25 && known != null
        ? random.nextInt(known.partitions().size())
        : SentRecord.ANY_PARTITION;
  }

  private static String value(int number, int padding) {
    return String.format(Locale.ROOT, "%06d%s", number, "x".repeat(padding));
  }

  private Admission offer(SentRecord record) {
    draft.reset(record.topic).key(record.key).value(record.value);
    if (record.wantedPartition != SentRecord.ANY_PARTITION) {
      draft.partition(record.wantedPartition);
    }
    offering = true;
    record.acceptedNanos = time.nowNanos();
    record.turn = turns;
    Admission admission = Objects.requireNonNull(pipeline, "pipeline").offer(draft, record);
    offering = false;
    if (admission == Admission.ACCEPTED) {
      turns++;
      if (to.core.image().topic(record.topic) == null) {
        to.tally.count(Situation.TOPIC_UNKNOWN);
      }
      to.trace.note("%s for %s is accepted", record, record.topic);
    } else {
      record.turn = SentRecord.NEVER;
    }
    return admission;
  }

  private void offerRefused() {
    while (!refused.isEmpty() && offer(refused.peekFirst()) == Admission.ACCEPTED) {
      refused.removeFirst();
    }
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    SentRecord record = (SentRecord) slot;
    record.delivered = true;
    record.partition = partition;
    record.offset = offset;
    to.trace.note("%s is delivered to %s-%d at %d", record, topic, partition, offset);
    if (to.scenario.acks() != Acks.NONE && !wasAcknowledged(record)) {
      to.violations.add(
          "%s counts as delivered to %s, offset %d; no broker has said so"
              .formatted(record, record.place(), offset));
    }
    signalled(record);
  }

  private boolean wasAcknowledged(SentRecord record) {
    return record.offset >= 0
        ? to.watch.hasAcknowledged(record.place(), record.offset)
        : to.watch.duplicates(record.place()) > 0;
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    SentRecord record = (SentRecord) slot;
    record.failure = failure;
    to.trace.note("%s fails: %s, %s", record, failure.persistence(), failure);
    if (failure instanceof DeliveryTimeoutException) {
      to.tally.count(
          failure.persistence() == Persistence.NOT_PERSISTED
              ? Situation.EXPIRED_UNSENT
              : Situation.EXPIRED_AFTER_SENDING);
    } else if (failure instanceof ProducerClosedException && record.acceptedNanos < closedNanos) {
      to.tally.count(Situation.ABANDONED);
    }
    signalled(record);
  }

  private void signalled(SentRecord record) {
    record.signals++;
    outcomes++;
    if (record.signals > 1) {
      to.violations.add(record + " has a second signal");
    }
    if (offering) {
      to.violations.add(record + " has its signal while it is offered");
    }
    if (time.loop().inLoop()) {
      to.violations.add(record + " has its signal on the event loop");
    }
    long lateNanos =
        time.nowNanos() - record.acceptedNanos - deliveryTimeoutNanos - time.jumpedNanos();
    if (lateNanos > GRACE_NANOS) {
      to.violations.add(
          "%s has its outcome %d ms after its delivery timeout"
              .formatted(record, TimeUnit.NANOSECONDS.toMillis(lateNanos)));
    }
  }

  @Override
  public void roomAvailable() {
    offerRefused();
  }

  @Override
  public void settled() {
    // The load sets its own pace.
  }

  /** Whether each record that was begun has its outcome, and no more will begin. */
  boolean isSettled() {
    return (stopped || begun == total) && outcomes >= records.size();
  }

  /** In the order in which they were begun. */
  List<SentRecord> records() {
    return records;
  }
}
