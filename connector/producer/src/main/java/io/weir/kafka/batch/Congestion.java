package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the lanes that hold more than their share of {@code buffer.memory}: while there is one,
 * the channel takes no more records, so that a blocked partition cannot take all the memory.
 *
 * <p>Any thread.
 */
final class Congestion {

  private final Runnable relieved;
  private final AtomicInteger lanes = new AtomicInteger();

  /**
   * @param relieved called when the last of them is below its share again
   */
  Congestion(Runnable relieved) {
    this.relieved = relieved;
  }

  boolean isPresent() {
    return lanes.get() > 0;
  }

  void enter() {
    lanes.incrementAndGet();
  }

  void leave() {
    if (lanes.decrementAndGet() == 0) {
      relieved.run();
    }
  }
}
