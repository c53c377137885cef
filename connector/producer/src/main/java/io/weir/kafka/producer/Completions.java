package io.weir.kafka.producer;

import io.weir.kafka.api.Persistence;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.batch.Batch;
import io.weir.kafka.event.ProducerEvents;
import io.weir.kafka.wake.SerialDrain;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * The channel's serial completion task: tells outcomes, batch by batch, away from the event loop.
 *
 * <p>Any thread posts; one hand-off to the executor serves all that has come together. The queue is
 * bounded by what the accumulator admits, since each entry stands for accepted records.
 */
final class Completions {

  private static final System.Logger LOG = System.getLogger("io.weir.kafka.producer");
  private static final int QUEUE_CHUNK = 128;
  private static final int NO_PARTITION = -1;

  private record SingleFailure(Object slot, ProducerException failure) {}

  private final Queue<Object> posted = new MpscUnboundedArrayQueue<>(QUEUE_CHUNK);
  private final String channel;
  private final Outcomes outcomes;
  private final ProducerEvents events;
  private final SerialDrain drain;

  private volatile boolean roomAvailable;

  /** The thread that tells now; written by it alone. */
  private volatile @Nullable Thread teller;

  // Completion task only.
  private long delivered;
  private long failed;
  private long unknown;

  Completions(String channel, Executor executor, ProducerEvents events, Outcomes outcomes) {
    this.channel = channel;
    this.events = events;
    this.outcomes = outcomes;
    this.drain = new SerialDrain(executor, this::drain);
  }

  /** The batch is done. */
  void post(Batch batch) {
    enqueue(batch);
  }

  /** A record has failed before it came into a batch. */
  void postFailure(Object slot, ProducerException failure) {
    enqueue(new SingleFailure(slot, failure));
  }

  /** Runs on the completion task, in turn with the outcomes. */
  void postTask(Runnable task) {
    enqueue(task);
  }

  /** There is room again after a refusal. */
  void postRoom() {
    roomAvailable = true;
    drain.wake();
  }

  private void enqueue(Object entry) {
    posted.add(entry);
    drain.wake();
  }

  /** Whether the caller is in an outcome's callback, or a task. */
  boolean isTelling() {
    return teller == Thread.currentThread();
  }

  private void drain() {
    teller = Thread.currentThread();
    tellAll();
    teller = null;
  }

  private void tellAll() {
    for (Object next = posted.poll(); next != null; next = posted.poll()) {
      if (next instanceof Batch batch) {
        tell(batch);
      } else if (next instanceof SingleFailure single) {
        guard(() -> events.recordRefused(single.failure));
        fail(single.slot, NO_PARTITION, single.failure);
      } else {
        guard((Runnable) next);
      }
    }
    if (roomAvailable) {
      roomAvailable = false;
      guard(outcomes::roomAvailable);
    }
    guard(outcomes::settled);
  }

  private void tell(Batch batch) {
    ProducerException failure = batch.failure();
    for (int i = 0; i < batch.records(); i++) {
      if (failure == null) {
        deliver(batch, i);
      } else {
        fail(batch.slot(i), batch.lane().partition(), failure);
      }
    }
  }

  private void deliver(Batch batch, int index) {
    delivered++;
    try {
      outcomes.delivered(
          batch.slot(index),
          batch.lane().topic(),
          batch.lane().partition(),
          batch.offset(index),
          batch.timestampMs(index));
    } catch (Throwable thrown) {
      complain(thrown);
    }
  }

  private void fail(Object slot, int partition, ProducerException failure) {
    if (failure.persistence() == Persistence.NOT_PERSISTED) {
      failed++;
    } else {
      unknown++;
    }
    try {
      if (partition == NO_PARTITION) {
        outcomes.failed(slot, failure);
      } else {
        outcomes.failedIn(partition, slot, failure);
      }
    } catch (Throwable thrown) {
      complain(thrown);
    }
  }

  private void guard(Runnable call) {
    try {
      call.run();
    } catch (Throwable thrown) {
      complain(thrown);
    }
  }

  private void complain(Throwable thrown) {
    LOG.log(
        System.Logger.Level.WARNING,
        "WEIR00010 Channel '%s': a callback threw; the outcome of its record stands"
            .formatted(channel),
        thrown);
  }

  /** What has been told so far; completion task only. */
  Pipeline.CloseReport report() {
    return new Pipeline.CloseReport(delivered, failed, unknown);
  }
}
