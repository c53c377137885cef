package io.weir.kafka.simulation;

import io.weir.kafka.api.ProducerException;
import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Records in a fixed order with pauses by chance, offered again when the pipeline was full; and
 * what became of each. One thread: that of the simulation.
 */
final class Workload implements Outcomes {

  static final List<String> TOPICS = List.of("orders", "payments");

  private static final int MOST_RECORDS = 400;
  private static final int KEYS = 5;
  private static final int MOST_VALUE_BYTES = 300;
  private static final long MOST_PAUSE_NANOS = 20_000_000;

  /** One record and its outcome. */
  static final class Sent {
    final int number;
    final String topic;
    final @Nullable String key;
    final String value;

    int signals;
    boolean delivered;
    int partition;
    long offset;
    @Nullable ProducerException failure;

    Sent(int number, String topic, @Nullable String key, String value) {
      this.number = number;
      this.topic = topic;
      this.key = key;
      this.value = value;
    }
  }

  private final VirtualTime time;
  private final RandomGenerator random;
  private final RecordDraft draft = new RecordDraft();
  private final List<Sent> sent = new ArrayList<>();
  private final ArrayDeque<Sent> refused = new ArrayDeque<>();
  private final int total;
  private @Nullable Pipeline pipeline;
  private int outcomes;
  private long trace = 1;

  Workload(VirtualTime time, RandomGenerator random) {
    this.time = time;
    this.random = random;
    this.total = random.nextInt(MOST_RECORDS / 4, MOST_RECORDS);
  }

  void start(Pipeline opened) {
    pipeline = opened;
    time.after(0, this::sendNext);
  }

  private void sendNext() {
    if (sent.size() == total) {
      return;
    }
    Sent next = newRecord(sent.size());
    sent.add(next);
    if (!refused.isEmpty() || offer(next) == Admission.FULL) {
      refused.addLast(next);
      offerRefused(); // there may be room again since the offer
    }
    time.after(random.nextInt(4) == 0 ? random.nextLong(MOST_PAUSE_NANOS) : 0, this::sendNext);
  }

  private Sent newRecord(int number) {
    String key = random.nextInt(3) == 0 ? null : "key-" + random.nextInt(KEYS);
    String padding = "x".repeat(random.nextInt(MOST_VALUE_BYTES));
    String topic = TOPICS.get(random.nextInt(TOPICS.size()));
    return new Sent(number, topic, key, String.format(Locale.ROOT, "%06d%s", number, padding));
  }

  private Admission offer(Sent record) {
    draft.reset(record.topic).key(record.key).value(record.value);
    return Objects.requireNonNull(pipeline).offer(draft, record);
  }

  private void offerRefused() {
    while (!refused.isEmpty() && offer(refused.peekFirst()) == Admission.ACCEPTED) {
      refused.removeFirst();
    }
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    Sent record = (Sent) slot;
    record.delivered = true;
    record.partition = partition;
    record.offset = offset;
    signalled(record, offset);
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    Sent record = (Sent) slot;
    record.failure = failure;
    signalled(record, -1);
  }

  private void signalled(Sent record, long offset) {
    record.signals++;
    outcomes++;
    trace = trace * 31 + record.number;
    trace = trace * 31 + offset;
    trace = trace * 31 + time.nowNanos();
  }

  @Override
  public void roomAvailable() {
    offerRefused();
  }

  @Override
  public void settled() {
    // The workload sets its own pace.
  }

  boolean isSettled() {
    return outcomes >= total;
  }

  List<Sent> sent() {
    return sent;
  }

  /** A fingerprint of each outcome, its order and its time. */
  long trace() {
    return trace;
  }
}
