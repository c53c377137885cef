package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes of {@code buffer.memory}: where backpressure starts.
 *
 * <p>Admission is asked for <em>before</em> a record is serialized, and granted while a single byte
 * is free; what the record then needs is always given. So a record is never serialized twice, at
 * the price that the budget may be exceeded by one record for each thread that sends at the same
 * moment.
 *
 * <p>Any thread.
 */
public final class MemoryBudget {

  private final long limitBytes;
  private final Runnable roomAvailable;
  private final AtomicLong usedBytes = new AtomicLong();

  /** Set when somebody was refused, cleared by the one release that tells so. */
  private volatile boolean refused;

  /**
   * @param limitBytes {@code buffer.memory}
   * @param roomAvailable called by the thread that releases, once after one or more refusals
   */
  public MemoryBudget(long limitBytes, Runnable roomAvailable) {
    this.limitBytes = limitBytes;
    this.roomAvailable = roomAvailable;
  }

  /** Whether one more record may come; a refusal is followed by a call of {@code roomAvailable}. */
  public boolean admits() {
    if (usedBytes.get() < limitBytes) {
      return true;
    }
    refused = true;
    if (usedBytes.get() < limitBytes) { // released between the two looks: nobody else would tell
      return true;
    }
    return false;
  }

  /** Takes bytes for a record that was admitted. */
  public void take(int bytes) {
    usedBytes.addAndGet(bytes);
  }

  /** Gives bytes back. */
  public void release(int bytes) {
    long left = usedBytes.addAndGet(-bytes);
    if (refused && left < limitBytes) {
      refused = false;
      roomAvailable.run();
    }
  }

  public long limitBytes() {
    return limitBytes;
  }

  public long usedBytes() {
    return usedBytes.get();
  }

  /** Bytes that are free; at least 0. */
  public long freeBytes() {
    return Math.max(0, limitBytes - usedBytes.get());
  }
}
