package io.weir.kafka.testcluster.core;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * One direction of a connection: what is put in comes out in order, after its delay, unless the
 * direction is silent.
 *
 * <p>Owned by the core's thread. Bounded by what the far end sends without an answer.
 */
final class Pipe {

  private static final long NO_TIMER = -1;

  private record Parcel(Message message, long dueMs) {}

  private final Timers timers;
  private final BooleanSupplier silent;

  /** All three: owned by the core's thread. */
  private final Deque<Parcel> parcels = new ArrayDeque<>();

  private long lastDueMs;
  private long timer = NO_TIMER;

  Pipe(Timers timers, BooleanSupplier silent) {
    this.timers = timers;
    this.silent = silent;
  }

  void put(Message message, long delayMs, long nowMs) {
    lastDueMs = Math.max(lastDueMs, nowMs + delayMs);
    if (parcels.isEmpty() && lastDueMs <= nowMs && !silent.getAsBoolean()) {
      message.deliver(nowMs);
    } else {
      parcels.add(new Parcel(message, lastDueMs));
      flow(nowMs);
    }
  }

  /** Lets out what is due; called again when the silence ends. */
  void flow(long nowMs) {
    Parcel head = parcels.peek();
    while (head != null && head.dueMs <= nowMs && !silent.getAsBoolean()) {
      parcels.remove();
      head.message.deliver(nowMs);
      head = parcels.peek();
    }
    if (head != null && head.dueMs > nowMs && timer == NO_TIMER) {
      timer = timers.schedule(head.dueMs, this::fire);
    }
  }

  private void fire(long nowMs) {
    timer = NO_TIMER;
    flow(nowMs);
  }

  /** Drops what has not come out. */
  void close() {
    parcels.forEach(parcel -> parcel.message.drop());
    parcels.clear();
    timers.cancel(timer);
  }
}
