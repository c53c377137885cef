package io.weir.kafka.producer;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.InvalidRecordException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.network.Loop;
import io.weir.kafka.wake.SerialDrain;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The records of a {@link Producer} that wait for room, and the way of each outcome to its Uni.
 *
 * <p>A record that finds no room waits behind those that wait already, for {@code max.block.ms} at
 * most; how many may wait is bounded too, since each is an object that {@code buffer.memory} does
 * not count. Any thread submits; waiting records are offered, or given up, by one drain on the
 * completion executor.
 */
final class SendQueue implements Outcomes {

  private static final System.Logger LOG = System.getLogger("io.weir.kafka.producer");

  /** How many records may wait for room; beyond that they fail at once. */
  static final int MOST_WAITING = 100_000;

  /** One record and its Uni; the slot of the pipeline. */
  private record Send(
      OutgoingRecord record, UniEmitter<? super RecordReceipt> emitter, long submittedNanos) {}

  private final long maxWaitNanos;
  private final Loop loop;
  private final ProducerPipeline pipeline;
  private final Executor executor;
  private final Queue<Send> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final SerialDrain offering;

  /** Whether a timer will wake the drain; the drain's alone, but for the timer that clears it. */
  private volatile boolean timed;

  /** Set once; those that wait then are turned away. */
  private volatile boolean closing;

  /** Completed when nobody waits any more, behind {@link #closing}. */
  private final CompletableFuture<Void> emptied = new CompletableFuture<>();

  /** Records that never came into the pipeline. */
  private final LongAdder turnedAway = new LongAdder();

  /** The thread that turns records away now; written by it alone. */
  private volatile @Nullable Thread teller;

  /** Opens the pipeline that tells its outcomes here. */
  @FunctionalInterface
  interface Opener {
    ProducerPipeline open(Outcomes outcomes);
  }

  SendQueue(long maxWaitNanos, Executor executor, Opener opener) {
    this.maxWaitNanos = maxWaitNanos;
    this.executor = executor;
    this.offering = new SerialDrain(executor, this::drain);
    this.pipeline = opener.open(this);
    this.loop = pipeline.loop();
  }

  void submit(OutgoingRecord record, UniEmitter<? super RecordReceipt> emitter) {
    Send send = new Send(record, emitter, loop.nanoTime());
    if (waitingCount.get() == 0 && offer(send) == Admission.ACCEPTED) {
      return;
    }
    if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      ProducerException failure = noRoom("%d records wait already".formatted(MOST_WAITING));
      executor.execute(() -> turnAway(send, failure)); // not inside the subscriber's own call
      return;
    }
    waiting.add(send);
    offering.wake(); // there may be room again since the offer
  }

  private Admission offer(Send send) {
    RecordDraft draft;
    try {
      draft = Interception.draft(send.record);
    } catch (InvalidRecordException failure) {
      executor.execute(() -> turnAway(send, failure));
      return Admission.ACCEPTED;
    }
    return pipeline.offer(draft, send);
  }

  private void drain() {
    teller = Thread.currentThread();
    offerWaiting();
    teller = null;
  }

  private void offerWaiting() {
    for (Send head = waiting.peek(); head != null; head = waiting.peek()) {
      long leftNanos = maxWaitNanos - (loop.nanoTime() - head.submittedNanos);
      if (closing) {
        leave();
        turnAway(head, pipeline.closed());
      } else if (leftNanos <= 0) {
        leave();
        turnAway(head, noRoom("it waited for max.block.ms = " + millis(maxWaitNanos)));
      } else if (offer(head) == Admission.FULL) {
        wakeAfter(leftNanos);
        return;
      } else {
        leave(); // only now, so that the next one of the same thread cannot overtake it
      }
    }
    if (closing) {
      emptied.complete(null);
    }
  }

  /** The head of those that wait goes. */
  private void leave() {
    waiting.remove();
    waitingCount.decrementAndGet();
  }

  private void turnAway(Send send, ProducerException failure) {
    turnedAway.increment();
    try {
      send.emitter.fail(failure);
    } catch (Throwable thrown) { // a subscriber may throw anything; those behind it still wait
      LOG.log(
          System.Logger.Level.WARNING,
          "WEIR00013 a callback of a producer threw; the outcome of its record stands",
          thrown);
    }
  }

  private static long millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMillis(nanos);
  }

  private void wakeAfter(long nanos) {
    if (!timed) {
      timed = true;
      loop.schedule(
          () -> {
            timed = false;
            offering.wake();
          },
          nanos);
    }
  }

  private static ProducerException noRoom(String why) {
    return new BufferExhaustedException(
        "There is no room in buffer.memory for the record: "
            + why
            + "; send more slowly, or raise buffer.memory or max.block.ms");
  }

  /**
   * Closes the pipeline, and turns those away that wait for room.
   *
   * @return completed behind the last outcome, with all records counted
   */
  CompletionStage<Pipeline.CloseReport> close(Duration timeout) {
    CompletionStage<Pipeline.CloseReport> piped = pipeline.close(timeout);
    closing = true;
    offering.wake();
    return piped.thenCombine(emptied, (report, nothing) -> withTurnedAway(report));
  }

  private Pipeline.CloseReport withTurnedAway(Pipeline.CloseReport report) {
    return new Pipeline.CloseReport(
        report.delivered(), report.failed() + turnedAway.sum(), report.unknown());
  }

  /** Whether the caller is a callback, which must not wait for what it holds up itself. */
  boolean isTelling() {
    return teller == Thread.currentThread() || pipeline.isTelling();
  }

  @Override
  public void delivered(Object slot, String topic, int partition, long offset, long timestampMs) {
    ((Send) slot).emitter.complete(new RecordReceipt(topic, partition, offset, timestampMs));
  }

  @Override
  public void failed(Object slot, ProducerException failure) {
    ((Send) slot).emitter.fail(failure);
  }

  @Override
  public void roomAvailable() {
    offering.wake();
  }

  @Override
  public void settled() {
    // Nothing is requested here: whoever sends sets the pace.
  }
}
