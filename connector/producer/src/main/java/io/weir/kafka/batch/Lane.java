package io.weir.kafka.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.weir.kafka.record.EncodedBatch;
import io.weir.kafka.record.RecordBatchBuilder;
import io.weir.kafka.record.RecordBody;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition: an open batch, and behind it the sealed ones in order.
 *
 * <p>Sending threads append under the lane's lock, which covers arithmetic and one copy, never user
 * code, compression or I/O. A batch that is full is sealed under the lock and encoded outside it,
 * by the thread that filled it. The event loop takes sealed batches from the front, one at a time:
 * while one is in flight the lane is muted, which keeps the order.
 */
public final class Lane {

  private final String topic;
  private final int partition;
  private final LaneContext context;
  private final Object lock = new Object();

  @GuardedBy("lock")
  private @Nullable OpenBatch open;

  @GuardedBy("lock")
  private final ArrayDeque<Batch> sealed = new ArrayDeque<>(2);

  @GuardedBy("lock")
  private int lastRecords;

  @GuardedBy("lock")
  private boolean closed;

  /** Open, sealed and in-flight batches. */
  private final Share share;

  private final AtomicBoolean signalled = new AtomicBoolean();

  // Event loop only.
  private @Nullable Batch inFlight;
  private boolean backingOff;

  Lane(String topic, int partition, LaneContext context) {
    this.topic = topic;
    this.partition = partition;
    this.context = context;
    this.share = context.newShare();
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  boolean markSignalled() {
    return !signalled.get() && signalled.compareAndSet(false, true);
  }

  void clearSignalled() {
    signalled.set(false);
  }

  // ---- sending threads

  /**
   * Appends the record to the open batch; any thread.
   *
   * @param body borrowed for the call
   * @return false if the lane is closed, and nothing has happened
   */
  boolean append(long timestampMs, RecordBody body, Object slot) {
    SealedBuilder first = null;
    SealedBuilder second = null;
    boolean opened = false;
    synchronized (lock) {
      if (closed) {
        return false;
      }
      if (open != null && !open.hasRoomFor(open.builder.recordBytes(timestampMs, body))) {
        first = sealOpen(open);
      }
      if (open == null) {
        open = new OpenBatch(context, lastRecords);
        share.account(open.builder.memoryBytes());
        opened = true;
      }
      share.account(open.append(timestampMs, body, slot));
      if (open.isFull()) {
        second = sealOpen(open);
      }
    }
    encode(first);
    encode(second);
    if (opened || second != null) {
      context.signals().signal(this);
    }
    return true;
  }

  /** Closes the open batch, if there is one, and encodes it on the calling thread. */
  public void seal() {
    SealedBuilder closing;
    synchronized (lock) {
      closing = open == null ? null : sealOpen(open);
    }
    encode(closing);
  }

  /** Takes no more records; what is there stays. */
  void close() {
    synchronized (lock) {
      closed = true;
    }
    seal();
  }

  private record SealedBuilder(Batch batch, RecordBatchBuilder builder) {}

  @GuardedBy("lock")
  private SealedBuilder sealOpen(OpenBatch full) {
    Batch batch = new Batch(this, full);
    lastRecords = full.records();
    open = null;
    sealed.addLast(batch);
    return new SealedBuilder(batch, full.builder);
  }

  private void encode(@Nullable SealedBuilder closing) {
    if (closing != null) {
      int before = closing.builder().memoryBytes();
      EncodedBatch bytes = closing.builder().seal();
      share.account(bytes.memoryBytes() - before);
      closing.batch().encoded(bytes);
    }
  }

  // ---- event loop

  /** Whether there is an open batch. Loop only. */
  public boolean isOpen() {
    synchronized (lock) {
      return open != null;
    }
  }

  /** Whether the open batch was opened at this time or before. Loop only. */
  public boolean hasOpenSince(long nanos) {
    synchronized (lock) {
      return open != null && open.openedNanos - nanos <= 0;
    }
  }

  /** Starts to linger: the time the open batch was opened, unless it lingers already. Loop only. */
  OptionalLong startLinger() {
    synchronized (lock) {
      if (open == null || open.lingers) {
        return OptionalLong.empty();
      }
      open.lingers = true;
      return OptionalLong.of(open.openedNanos);
    }
  }

  /** Whether a batch is in flight, or the lane waits before it tries again. Loop only. */
  public boolean isMuted() {
    return inFlight != null || backingOff;
  }

  /** Whether a batch could be taken now. Loop only. */
  public boolean isReady() {
    return !isMuted() && peek() != null;
  }

  /** The oldest sealed batch, if its bytes are ready; it stays. Loop only. */
  public @Nullable Batch peek() {
    synchronized (lock) {
      Batch head = sealed.peekFirst();
      return head != null && head.isEncoded() ? head : null;
    }
  }

  /** Whether there is nothing open, sealed or in flight. Loop only. */
  public boolean isEmpty() {
    synchronized (lock) {
      return open == null && sealed.isEmpty() && inFlight == null;
    }
  }

  /** The oldest batch without an outcome, open ones not counted. Loop only. */
  public @Nullable Batch oldest() {
    return inFlight != null && !inFlight.isDone() ? inFlight : peek();
  }

  /** Takes the oldest batch for a request; the lane is muted until {@link #requestEnded}. */
  public Batch take() {
    Batch batch;
    synchronized (lock) {
      batch = sealed.removeFirst();
    }
    batch.taken();
    inFlight = batch;
    return batch;
  }

  /**
   * The request of the batch in flight has ended; a batch that is not done goes back to the front.
   */
  public void requestEnded(Batch batch) {
    inFlight = null;
    if (!batch.isDone()) {
      batch.queued();
      synchronized (lock) {
        sealed.addFirst(batch);
      }
    }
  }

  /** Mutes the lane until the time comes to try again. Loop only. */
  public void backOff() {
    backingOff = true;
  }

  /** Loop only. */
  public void endBackOff() {
    backingOff = false;
  }

  /**
   * The batch has its outcome: it gives its memory back, wherever it is. A batch in flight keeps
   * the lane muted until its request ends. Loop only.
   */
  void remove(Batch batch) {
    if (inFlight != batch) {
      synchronized (lock) {
        sealed.remove(batch);
      }
    }
    share.account(-batch.finish());
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
