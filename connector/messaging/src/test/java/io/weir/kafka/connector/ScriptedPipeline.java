package io.weir.kafka.connector;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerClosedException;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordHeaders;
import io.weir.kafka.producer.Admission;
import io.weir.kafka.producer.Outcomes;
import io.weir.kafka.producer.Pipeline;
import io.weir.kafka.producer.RecordDraft;
import io.weir.kafka.producer.RecordKeeper;
import io.weir.kafka.producer.Vitals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A pipeline whose room and outcomes a test decides; it tells outcomes on the executor that it was
 * given, as the real one does. For one thread and an executor that this thread runs.
 */
final class ScriptedPipeline implements Pipeline {

  /** A record that was accepted, as the draft said. */
  record Accepted(
      String topic,
      int partition,
      long timestampMs,
      @Nullable Object key,
      @Nullable Object value,
      RecordHeaders headers,
      Object slot) {}

  static final int PARTITION = 3;

  final List<Accepted> accepted = new ArrayList<>();
  final Deque<Object> open = new ArrayDeque<>();
  final CompletableFuture<CloseReport> closed = new CompletableFuture<>();
  private final Outcomes outcomes;
  private final Executor completions;

  int room = Integer.MAX_VALUE;
  int estimate = 100;
  int refusals;
  boolean serializes = true;

  /** Whether a close abandons what is open, as one does whose time is over. */
  boolean finishesAtOnce;

  @Nullable RuntimeException bug;
  @Nullable Duration closeTimeout;

  ScriptedPipeline(Outcomes outcomes, Executor completions) {
    this.outcomes = outcomes;
    this.completions = completions;
  }

  @Override
  public Admission offer(RecordDraft draft, Object slot) {
    if (bug != null) {
      throw bug;
    }
    if (closeTimeout != null) {
      completions.execute(() -> outcomes.failed(slot, closedException()));
      completions.execute(outcomes::settled);
      return Admission.ACCEPTED;
    }
    if (room == 0) {
      refusals++;
      return Admission.FULL;
    }
    room--;
    RecordKeeper keeper = draft.keeper();
    if (keeper != null && serializes) {
      keeper.serialized(draft.topic(), bytes(draft.key()), bytes(draft.value()), draft.headers());
      keeper.placed(PARTITION);
    }
    return take(draft, slot);
  }

  /** A text as UTF-8. */
  private static byte @Nullable [] bytes(@Nullable Object payload) {
    return payload == null ? null : payload.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Admission offerSerialized(RecordDraft draft, Object slot) {
    if (closeTimeout != null) {
      completions.execute(() -> outcomes.failed(slot, closedException()));
      completions.execute(outcomes::settled);
      return Admission.ACCEPTED;
    }
    if (room == 0) {
      refusals++;
      return Admission.FULL;
    }
    room--;
    return take(draft, slot);
  }

  private Admission take(RecordDraft draft, Object slot) {
    accepted.add(
        new Accepted(
            draft.topic(),
            draft.partition(),
            draft.timestampMs(),
            draft.key(),
            draft.value(),
            draft.headers(),
            slot));
    open.add(slot);
    return Admission.ACCEPTED;
  }

  private static ProducerException closedException() {
    return new ProducerClosedException("closed", Persistence.NOT_PERSISTED);
  }

  @Override
  public Vitals vitals() {
    return Vitals.NONE;
  }

  @Override
  public int estimatedRoom() {
    return estimate;
  }

  /** Acknowledges the oldest records. */
  void deliver(int records) {
    completions.execute(
        () -> {
          for (int i = 0; i < records; i++) {
            outcomes.delivered(open.remove(), "t", PARTITION, 1000 + i, 5L);
          }
          outcomes.settled();
        });
  }

  /** Fails the oldest record. */
  void fail(ProducerException failure) {
    completions.execute(
        () -> {
          outcomes.failed(open.remove(), failure);
          outcomes.settled();
        });
  }

  /** Makes room for so many records and says so. */
  void makeRoom(int records) {
    room = records;
    completions.execute(outcomes::roomAvailable);
  }

  @Override
  public CompletionStage<CloseReport> close(Duration timeout) {
    if (closeTimeout == null) {
      closeTimeout = timeout;
      if (open.isEmpty() || finishesAtOnce) {
        finishClosing();
      }
    }
    return closed;
  }

  /** The time to close is over, or everything has its outcome. */
  void finishClosing() {
    completions.execute(this::finish);
  }

  private void finish() {
    while (!open.isEmpty()) {
      outcomes.failed(open.remove(), closedException());
    }
    outcomes.settled();
    closed.complete(new CloseReport(0, 0, 0));
  }
}
