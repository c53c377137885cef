package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one partition, or one topic whose partitions are unknown, holds of {@code buffer.memory}.
 *
 * <p>Any thread.
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

  /** Takes bytes if positive, gives them back if negative. */
  void account(int bytes) {
    if (bytes > 0) {
      budget.take(bytes);
    } else if (bytes < 0) {
      budget.release(-bytes);
    } else {
      return;
    }
    heldBytes.addAndGet(bytes);
    updateCongestion();
  }

  /** Looks again after each change of its own, so that two racing threads agree in the end. */
  private void updateCongestion() {
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
