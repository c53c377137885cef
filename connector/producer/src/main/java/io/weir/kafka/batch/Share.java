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

  /** Whose share it is. */
  record Holder(String topic, int partition) {

    /** Stands for the records of a topic whose partitions are not known. */
    static final int NO_PARTITION = -1;
  }

  private final Holder holder;
  private final MemoryBudget budget;
  private final Congestion congestion;
  private final long limitBytes;
  private final AtomicLong heldBytes = new AtomicLong();
  private final AtomicBoolean congested = new AtomicBoolean();

  Share(Holder holder, MemoryBudget budget, Congestion congestion, long limitBytes) {
    this.holder = holder;
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

  /** Whether it holds too much. */
  boolean isCongested() {
    return congested.get();
  }

  /** Looks again after each change of its own, so that two racing threads agree in the end. */
  void updateCongestion() {
    boolean over = heldBytes.get() > limitBytes;
    while (over != congested.get()) {
      if (congested.compareAndSet(!over, over)) {
        if (over) {
          congestion.enter(holder);
        } else {
          congestion.leave();
        }
      }
      over = heldBytes.get() > limitBytes;
    }
  }
}
