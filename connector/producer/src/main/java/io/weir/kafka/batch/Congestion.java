package io.weir.kafka.batch;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Counts the lanes that hold more than their share of {@code buffer.memory}: while there is one,
 * the channel takes no more records, so that a blocked partition cannot take all the memory.
 *
 * <p>Any thread.
 */
final class Congestion {

  /** Told by whoever holds memory; must not throw. */
  interface Listener {

    /** This partition holds more than its share now. */
    void blocks(Share.Holder holder);

    /** None does any more. */
    void relieved();
  }

  private final Listener listener;
  private final AtomicInteger lanes = new AtomicInteger();

  Congestion(Listener listener) {
    this.listener = listener;
  }

  boolean isPresent() {
    return lanes.get() > 0;
  }

  void enter(Share.Holder holder) {
    lanes.incrementAndGet();
    listener.blocks(holder);
  }

  void leave() {
    if (lanes.decrementAndGet() == 0) {
      listener.relieved();
    }
  }
}
