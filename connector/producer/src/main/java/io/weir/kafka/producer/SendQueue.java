package io.weir.kafka.producer;

import io.smallrye.mutiny.subscription.UniEmitter;
import io.weir.kafka.api.BufferExhaustedException;
import io.weir.kafka.api.OutgoingRecord;
import io.weir.kafka.api.ProducerException;
import io.weir.kafka.api.RecordReceipt;
import io.weir.kafka.network.Loop;
import io.weir.kafka.wake.SerialDrain;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The records of a {@link Producer} that wait for room, and the way of each outcome to its Uni.
 *
 * <p>A record that finds no room waits behind those that wait already, for {@code max.block.ms} at
 * most; how many may wait is bounded too, since each is an object that {@code buffer.memory} does
 * not count. Any thread submits; waiting records are offered, or given up, by one drain on the
 * completion executor.
 */
final class SendQueue implements Outcomes {

  /** How many records may wait for room; beyond that they fail at once. */
  static final int MOST_WAITING = 100_000;

  /** One record and its Uni; the slot of the pipeline. */
  private record Send(
      OutgoingRecord record, UniEmitter<? super RecordReceipt> emitter, long submittedNanos) {}

  private final long maxWaitNanos;
  private final Loop loop;
  private final Pipeline pipeline;
  private final Queue<Send> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waitingCount = new AtomicInteger();
  private final SerialDrain offering;

  /** Whether a timer will wake the drain; the drain's alone, but for the timer that clears it. */
  private volatile boolean timed;

  /** Opens the pipeline that tells its outcomes here. */
  @FunctionalInterface
  interface Opener {
    ProducerPipeline open(Outcomes outcomes);
  }

  SendQueue(long maxWaitNanos, Executor executor, Opener opener) {
    this.maxWaitNanos = maxWaitNanos;
    this.offering = new SerialDrain(executor, this::offerWaiting);
    ProducerPipeline opened = opener.open(this);
    this.pipeline = opened;
    this.loop = opened.loop();
  }

  Pipeline pipeline() {
    return pipeline;
  }

  void submit(OutgoingRecord record, UniEmitter<? super RecordReceipt> emitter) {
    Send send = new Send(record, emitter, loop.nanoTime());
    if (waitingCount.get() == 0 && offer(send) == Admission.ACCEPTED) {
      return;
    }
    if (waitingCount.incrementAndGet() > MOST_WAITING) {
      waitingCount.decrementAndGet();
      emitter.fail(noRoom("%d records wait for room already".formatted(MOST_WAITING)));
      return;
    }
    waiting.add(send);
    offering.wake(); // there may be room again since the offer
  }

  private Admission offer(Send send) {
    return pipeline.offer(Interception.draft(send.record), send);
  }

  private void offerWaiting() {
    for (Send head = waiting.peek(); head != null; head = waiting.peek()) {
      long leftNanos = maxWaitNanos - (loop.nanoTime() - head.submittedNanos);
      if (leftNanos <= 0) {
        head.emitter.fail(
            noRoom("it waited for max.block.ms = " + TimeUnit.NANOSECONDS.toMillis(maxWaitNanos)));
      } else if (offer(head) == Admission.FULL) {
        wakeAfter(leftNanos);
        return;
      }
      waiting.remove();
      waitingCount.decrementAndGet();
    }
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

  /** Lets those that wait meet the closed pipeline, which fails them. */
  void closed() {
    offering.wake();
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
