package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of {@code buffer.memory}: where backpressure starts.
 *
 * <p>Admission is asked for <em>before</em> a record is serialized, and granted while a single byte
 * is free; what the record then needs is always given. So a record is never serialized twice, at
 * the price that the budget may be exceeded by the memory of one record for each thread that sends
 * at the same moment: a new chunk of its batch, or its own size where that is larger. The copy that
 * exists while a batch is being compressed comes on top and is not counted.
 *
 * <p>The bytes in use and the mark that somebody was refused share one word, so that no refusal can
 * fall between a release and its look at the mark.
 *
 * <p>Any thread.
 */
public final class MemoryBudget {

  /** The lowest bit: somebody was refused and has not been told of room. The bytes lie above it. */
  private static final long REFUSED = 1;

  private static final int BYTES_SHIFT = 1;

  private final long limitBytes;
  private final Runnable roomAvailable;
  private final AtomicLong state = new AtomicLong();

  /**
   * @param limitBytes {@code buffer.memory}
   * @param roomAvailable called by the thread that releases, once after one or more refusals
   */
  public MemoryBudget(long limitBytes, Runnable roomAvailable) {
    this.limitBytes = limitBytes;
    this.roomAvailable = roomAvailable;
  }

  /**
   * Whether one more record may come; a refusal is followed by a call of {@code roomAvailable},
   * possibly before this call has returned.
   */
  public boolean admits() {
    while (true) {
      long now = state.get();
      if (hasRoom(now)) {
        return true;
      }
      if (isRefused(now) || state.compareAndSet(now, now | REFUSED)) {
        return false;
      }
    }
  }

  /** Takes bytes for a record that was admitted; calls nobody. */
  public void take(int bytes) {
    state.addAndGet((long) bytes << BYTES_SHIFT);
  }

  /** Gives bytes back. */
  public void release(int bytes) {
    long left = state.addAndGet(-((long) bytes << BYTES_SHIFT));
    while (isRefused(left) && hasRoom(left)) {
      if (state.compareAndSet(left, left & ~REFUSED)) {
        roomAvailable.run();
        return;
      }
      left = state.get();
    }
  }

  private boolean hasRoom(long word) {
    return word >> BYTES_SHIFT < limitBytes;
  }

  private static boolean isRefused(long word) {
    return (word & REFUSED) != 0;
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long usedBytes() {
    return state.get() >> BYTES_SHIFT;
  }

  /** Bytes that are free; at least 0. */
  public long freeBytes() {
    return Math.max(0, limitBytes - usedBytes());
  }
}
