package io.weir.kafka.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.weir.kafka.record.RecordBody;
import java.util.ArrayDeque;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The records of one partition: an open batch, and behind it the sealed ones in order.
 *
 * <p>Sending threads append under the lane's lock, which covers arithmetic and one copy, never user
 * code, compression or I/O, nor a listener. A batch that is full is sealed under the lock and
 * encoded outside it, by the thread that filled it. The event loop takes sealed batches from the
 * front, as many at a time as the lane's window allows, and those whose attempt has failed before
 * all others: {@link Unresolved} keeps the order.
 *
 * <p>Whatever the loop must hear of is followed by a signal: an open batch, bytes that are ready,
 * the end. All memory that a record needs is taken from the budget under the lock.
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

  /** Whether it lies in the queue of signals; set by any thread, cleared by the loop. */
  private final AtomicBoolean signalled = new AtomicBoolean();

  // Event loop only.
  private final Unresolved unresolved;
  private boolean backingOff;
  private boolean lingering;

  Lane(String topic, int partition, LaneContext context) {
    this.topic = topic;
    this.partition = partition;
    this.context = context;
    this.share = context.newShare(new Share.Holder(topic, partition));
    this.unresolved = new Unresolved(context, share);
  }

  public String topic() {
    return topic;
  }

  public int partition() {
    return partition;
  }

  /** Whether it holds more than its share of memory. */
  boolean isBlocking() {
    return share.isCongested();
  }

  boolean markSignalled() {
    return !signalled.get() && signalled.compareAndSet(false, true);
  }

  void clearSignalled() {
    signalled.set(false);
  }

  // ---- sending threads

  /**
   * Appends the record to the open batch; any thread. Whatever is thrown, the lane does not have
   * the record then, and those it has are well.
   *
   * @param timestampMs milliseconds since 1970, or -1 for none
   * @param body borrowed for the call
   * @param slot given back with the outcome
   * @return false if the lane is closed, and nothing has happened
   */
  public boolean append(long timestampMs, RecordBody body, Object slot) {
    Batch outgrown = null;
    Batch full = null;
    boolean opened = false;
    try {
      synchronized (lock) {
        if (closed) {
          return false;
        }
        if (open != null && !open.hasRoomFor(open.builder.recordBytes(timestampMs, body))) {
          outgrown = sealOpen(open);
        }
        if (open == null) {
          open = new OpenBatch(context, lastRecords, waitsSince(body));
          opened = true;
        }
        write(open, timestampMs, body, slot);
        full = open.isFull() ? sealOpen(open) : null;
      }
    } finally {
      encode(outgrown);
      encode(full);
      share.updateCongestion();
      if (opened || outgrown != null || full != null) {
        context.signals().signal(this);
      }
    }
    return true;
  }

  /** The delivery time of a record that was parked runs from its parking. */
  private long waitsSince(RecordBody body) {
    return body instanceof ParkedRecord parked ? parked.parkedNanos() : context.loop().nanoTime();
  }

  /** Keeps the accounts true, and no empty batch open, if the record cannot be written. */
  @GuardedBy("lock")
  private void write(OpenBatch batch, long timestampMs, RecordBody body, Object slot) {
    int before = batch.builder.memoryBytes();
    try {
      batch.append(timestampMs, body, slot);
    } finally {
      if (batch.records() == 0) {
        batch.builder.discard();
        open = null;
      } else {
        share.take(batch.builder.memoryBytes() - before);
      }
    }
  }

  /** Closes the open batch, if there is one, and encodes it on the calling thread. */
  public void seal() {
    Batch batch;
    synchronized (lock) {
      batch = open == null ? null : sealOpen(open);
    }
    encode(batch);
  }

  /** Takes no more records from now on. */
  void refuseRecords() {
    synchronized (lock) {
      closed = true;
    }
  }

  /** Takes no more records; what is there is sealed and stays. */
  void close() {
    refuseRecords();
    seal();
    context.signals().signal(this);
  }

  @GuardedBy("lock")
  private Batch sealOpen(OpenBatch full) {
    Batch batch = new Batch(this, full);
    lastRecords = full.records();
    open = null;
    sealed.addLast(batch);
    return batch;
  }

  private void encode(@Nullable Batch batch) {
    if (batch != null) {
      Throwable broken = batch.encode(share);
      if (broken != null) {
        context.unencodable().accept(batch, broken);
      }
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

  /** Whether it has an entry in {@link Linger}. Loop only. */
  boolean isLingering() {
    return lingering;
  }

  /** Loop only. */
  void lingering(boolean now) {
    lingering = now;
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

  /** Whether no batch may leave for the time being. Loop only. */
  public boolean isMuted() {
    return backingOff || !unresolved.hasRoom();
  }

  /** Whether a batch could be taken now. Loop only. */
  public boolean isReady() {
    return !isMuted() && peek() != null;
  }

  /**
   * The next batch to take, if its bytes are ready: one that waits for another attempt, or the
   * oldest sealed one; it stays. Loop only.
   */
  public @Nullable Batch peek() {
    Batch waiting = unresolved.waiting();
    return waiting != null ? waiting : peekSealed();
  }

  private @Nullable Batch peekSealed() {
    synchronized (lock) {
      Batch head = sealed.peekFirst();
      return head != null && head.isEncoded() ? head : null;
    }
  }

  /** Whether there is nothing open, sealed or unresolved. Loop only. */
  public boolean isEmpty() {
    synchronized (lock) {
      return open == null && sealed.isEmpty() && unresolved.isEmpty();
    }
  }

  /** The oldest batch without an outcome, open ones not counted. Loop only. */
  public @Nullable Batch oldest() {
    Batch oldest = unresolved.oldest();
    return oldest != null ? oldest : peekSealed();
  }

  /** Since when the oldest record without an outcome waits; empty if there is none. Loop only. */
  public OptionalLong waitingSinceNanos() {
    Batch oldest = unresolved.oldest();
    if (oldest != null) {
      return OptionalLong.of(oldest.openedNanos());
    }
    synchronized (lock) {
      Batch head = sealed.peekFirst();
      if (head != null) {
        return OptionalLong.of(head.openedNanos());
      }
      return open == null ? OptionalLong.empty() : OptionalLong.of(open.openedNanos);
    }
  }

  /** The batches that were sent and are not settled. Loop only. */
  public Unresolved unresolved() {
    return unresolved;
  }

  /**
   * Takes the next batch for a request; {@link #requestEnded} follows. Loop only.
   *
   * @throws IllegalStateException unless the lane {@link #isReady}
   */
  public Batch take() {
    Batch batch = isMuted() ? null : peek();
    if (batch == null) {
      throw new IllegalStateException("partition " + this + " has no batch to take");
    }
    if (unresolved.waiting() == null) {
      synchronized (lock) {
        sealed.removeFirst();
      }
      unresolved.add(batch);
    }
    batch.taken();
    return batch;
  }

  /**
   * The request of this batch has ended; unless it is done, it waits for another attempt. Loop
   * only.
   *
   * @throws IllegalStateException if this batch is in no request
   */
  public void requestEnded(Batch batch) {
    batch.requestEnded();
    unresolved.ended(batch);
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
   * The batch has its outcome: it gives its memory back, wherever it is. One that is in a request
   * keeps its place until that ends. Loop only.
   */
  void remove(Batch batch) {
    if (unresolved.contains(batch)) {
      unresolved.dropSettled();
    } else {
      synchronized (lock) {
        sealed.remove(batch);
      }
    }
    share.give(batch.memoryBytes());
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
