package io.weir.kafka.connector;

import io.weir.kafka.api.OutgoingRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.eclipse.microprofile.reactive.messaging.OnOverflow.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * Sends numbered records to the channel {@code load}, about a thousand a second, on a thread of its
 * own, and remembers what became of each. The partition is the number modulo {@link #PARTITIONS}.
 */
@ApplicationScoped
class SteadyLoad {

  static final int PARTITIONS = 3;

  private static final int ON_THEIR_WAY = 4096;
  private static final long PACE_NANOS = 1_000_000;

  @Inject
  @Channel("load")
  @OnOverflow(value = Strategy.BUFFER, bufferSize = ON_THEIR_WAY)
  Emitter<String> emitter;

  private final Semaphore permits = new Semaphore(ON_THEIR_WAY);
  private final AtomicInteger acks = new AtomicInteger();
  private final AtomicInteger nacks = new AtomicInteger();
  private final AtomicReference<@Nullable Throwable> firstNack = new AtomicReference<>();

  /** Guarded by itself. */
  private final BitSet acked = new BitSet();

  // Guarded by acked.
  private long lastAckNanos;
  private long longestPauseNanos;

  private volatile boolean over;
  private volatile int sent;
  private @Nullable Thread sender;

  void start() {
    lastAckNanos = System.nanoTime();
    Thread thread = new Thread(this::run, "load");
    sender = thread;
    thread.start();
  }

  private void run() {
    for (int number = 0; !over; number++) {
      permits.acquireUninterruptibly();
      emitter.send(message(number));
      sent = number + 1;
      LockSupport.parkNanos(PACE_NANOS);
    }
  }

  /** Stops sending, and returns when each message has its signal. */
  void finish() throws InterruptedException {
    over = true;
    if (sender != null) {
      sender.join();
    }
    if (!permits.tryAcquire(ON_THEIR_WAY, 3, TimeUnit.MINUTES)) {
      throw new AssertionError(
          (ON_THEIR_WAY - permits.availablePermits()) + " messages have no signal");
    }
  }

  private Message<String> message(int number) {
    return Message.of(
        Integer.toString(number),
        Metadata.of(OutgoingRecordMetadata.builder().withPartition(number % PARTITIONS).build()),
        () -> {
          acknowledged(number);
          return ended(acks);
        },
        reason -> {
          firstNack.compareAndSet(null, reason);
          return ended(nacks);
        });
  }

  private void acknowledged(int number) {
    synchronized (acked) {
      if (acked.get(number)) {
        throw new AssertionError("A second ack of " + number);
      }
      acked.set(number);
      long now = System.nanoTime();
      longestPauseNanos = Math.max(longestPauseNanos, now - lastAckNanos);
      lastAckNanos = now;
    }
  }

  private CompletionStage<Void> ended(AtomicInteger counter) {
    counter.incrementAndGet();
    permits.release();
    return CompletableFuture.completedFuture(null);
  }

  int sent() {
    return sent;
  }

  int acks() {
    return acks.get();
  }

  int nacks() {
    return nacks.get();
  }

  /** Null if all is well. */
  @Nullable Throwable firstNack() {
    return firstNack.get();
  }

  /** The numbers of the records that were acknowledged. */
  BitSet acked() {
    synchronized (acked) {
      return (BitSet) acked.clone();
    }
  }

  /** The longest time between two acks, in milliseconds. */
  long longestPauseMs() {
    synchronized (acked) {
      return TimeUnit.NANOSECONDS.toMillis(longestPauseNanos);
    }
  }
}
