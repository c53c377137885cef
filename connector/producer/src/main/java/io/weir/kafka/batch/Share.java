package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one partition, or one topic whose partitions are unknown, holds of {@code buffer.memory}.
 *
 * <p>Any thread. {@link #take} calls nobody and may be used under a lock; all else may tell a
 * listener that there is room, and may not.
 */
final class Share {

  private final MemoryBudget budget;
  private final Congestion congestion;
  private final long limitBytes;
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicBoolean congested = new AtomicBoolean();

  Share(MemoryBudget budget, Congestion congestion, long limitBytes) {
    this.budget = budget;
    this.congestion = congestion;
    this.limitBytes = limitBytes;
  }

  /**
   * Takes bytes, at least 0; {@link #updateCongestion} must follow when the caller's lock is free.
   */
  void take(int bytes) {
    if (bytes > 0) {
      budget.take(bytes);
      heldBytes.addAndGet(bytes);
    }
  }

  /** Gives bytes back, at least 0. */
  void give(int bytes) {
    if (bytes > 0) {
      heldBytes.addAndGet(-bytes);
      updateCongestion();
      budget.release(bytes);
    }
  }

  /** What was held in one form is held in another: takes or gives the difference. */
  void exchange(int bytesBefore, int bytesAfter) {
    take(bytesAfter - bytesBefore);
    give(bytesBefore - bytesAfter);
    updateCongestion();
  }

  /** Looks again after each change of its own, so that two racing threads agree in the end. */
  void updateCongestion() {
    boolean over = heldBytes.get() > limitBytes;
    while (over != congested.get()) {
      if (congested.compareAndSet(!over, over)) {
        if (over) {
          congestion.enter();
        } else {
          congestion.leave();
        }
      }
      over = heldBytes.get() > limitBytes;
    }
  }
}
