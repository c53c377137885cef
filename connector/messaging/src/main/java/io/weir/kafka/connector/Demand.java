package io.weir.kafka.connector;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the messages of one channel and says how many more to request.
 *
 * <pre>
 *   requested --onNext--> received --outcome--> settled
 *      |- outstanding -|      |-- in flight --|
 * </pre>
 *
 * <p>What is outstanding never exceeds the room that the pipeline estimates, nor {@link #WINDOW},
 * so that the messages which arrive when the estimate was wrong are bounded. What is outstanding or
 * in flight never exceeds {@code max-inflight-messages} where that is set. Refills come in batches:
 * a quarter of the window at least, unless nothing is outstanding. If nothing is outstanding nor in
 * flight then at least one message is requested, so that demand never dies.
 *
 * <p>{@link #received} is called by the upstream's thread, one call at a time; {@link #next} and
 * {@link #settled} on the completion task (the first {@code next} before anything is requested).
 */
final class Demand {

  /** The most messages outstanding: a burst of an emitter fits, a wrong estimate stays bounded. */
  static final int WINDOW = 1 << 16;

  private final long maxInflight;

  /** Written by the upstream's thread only. */
  private final AtomicLong received = new AtomicLong();

  /** Completion task only, as is what follows. */
  private long settled;

  private long requested;

  /** The count of received messages at which the upstream's thread should ask for a refill. */
  private volatile long refillAt = Long.MAX_VALUE;

  /**
   * @param maxInflight 0: bytes decide alone
   */
  Demand(long maxInflight) {
    this.maxInflight = maxInflight <= 0 ? Long.MAX_VALUE : maxInflight;
  }

  /** Counts one message in; true when a refill should be scheduled. */
  boolean received() {
    long now = received.getPlain() + 1;
    received.setRelease(now);
    return now == refillAt;
  }

  /** Counts one outcome. */
  void settled() {
    settled++;
  }

  /** Messages that were received and have no outcome yet. */
  long inFlight() {
    return received.get() - settled;
  }

  /** Messages that were requested and have not come yet. */
  long outstanding() {
    return requested - received.get();
  }

  /**
   * How many messages to request now, and counts them as requested.
   *
   * @param room how many messages still fit, as an estimate
   * @return 0 if it is not worth a request
   */
  long next(int room) {
    long outstanding = outstanding();
    long window = Math.min(room, WINDOW);
    long free = Math.min(window - outstanding, maxInflight - inFlight() - outstanding);
    if (outstanding == 0) {
      free = inFlight() == 0 ? Math.max(free, 1) : free;
    } else if (free < Math.min(window, maxInflight) / 4) {
      return 0;
    }
    if (free <= 0) {
      return 0;
    }
    requested += free;
    refillAt = requested - free / 4;
    return free;
  }
}
