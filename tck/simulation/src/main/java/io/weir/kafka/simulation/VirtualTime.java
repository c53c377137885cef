package io.weir.kafka.simulation;

import io.weir.kafka.network.Loop;
import io.weir.kafka.time.WallClock;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The one queue of a simulation: all that happens, in the order of its virtual time.
 *
 * <p>Time passes only from event to event, so a run of hours takes milliseconds, and the same seed
 * gives the same run. One thread.
 */
public final class VirtualTime {

  /** An arbitrary moment in 2026, as records carry the time of day. */
  private static final long EPOCH_MS = 1_767_225_600_000L;

  private static final long NANOS_PER_MS = 1_000_000L;

  private final class Event implements Loop.Timer {
    final long atNanos;
    final long order;
    final boolean onLoop;
    final Runnable task;
    boolean cancelled;

    Event(long atNanos, boolean onLoop, Runnable task) {
      this.atNanos = atNanos;
      this.order = nextOrder++;
      this.onLoop = onLoop;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  private final PriorityQueue<Event> events =
      new PriorityQueue<>(
          Comparator.comparingLong((Event event) -> event.atNanos)
              .thenComparingLong(event -> event.order));
  private final RandomGenerator random;
  private long nowNanos;
  private long jumpedNanos;
  private long nextOrder;
  private long executed;
  private boolean inLoop;

  public VirtualTime(RandomGenerator random) {
    this.random = random;
  }

  /** The producer's event loop: tasks in the order in which they were given. */
  public Loop loop() {
    return new Loop() {
      @Override
      public void execute(Runnable task) {
        events.add(new Event(nowNanos, true, task));
      }

      @Override
      public Timer schedule(Runnable task, long delayNanos) {
        return add(delayNanos, true, task);
      }

      @Override
      public long nanoTime() {
        return nowNanos;
      }

      @Override
      public boolean inLoop() {
        return inLoop;
      }
    };
  }

  /** Another thread of the application: each task starts a little later, by chance. */
  public Executor executor(long mostDelayNanos) {
    return task -> add(random.nextLong(mostDelayNanos) + 1, false, task);
  }

  public WallClock wallClock() {
    return () -> EPOCH_MS + nowNanos / NANOS_PER_MS;
  }

  /** Runs the task when the delay has passed, off the producer's loop. */
  public void after(long delayNanos, Runnable task) {
    add(delayNanos, false, task);
  }

  /** Lets time pass in which nothing runs: what falls due meanwhile is late. */
  public void jump(long nanos) {
    nowNanos += nanos;
    jumpedNanos += nanos;
  }

  /** How much time has passed in jumps. */
  public long jumpedNanos() {
    return jumpedNanos;
  }

  private Event add(long delayNanos, boolean onLoop, Runnable task) {
    Event event = new Event(nowNanos + Math.max(0, delayNanos), onLoop, task);
    events.add(event);
    return event;
  }

  public long nowNanos() {
    return nowNanos;
  }

  /** How many events have run. */
  public long executed() {
    return executed;
  }

  /**
   * Runs events until the condition holds, nothing is left to do, or the time is over.
   *
   * @return whether the condition holds
   */
  public boolean runUntil(BooleanSupplier condition, long mostNanos) {
    long end = nowNanos + mostNanos;
    while (!condition.getAsBoolean()) {
      Event next = events.peek();
      if (next == null || next.atNanos > end) {
        return false;
      }
      events.remove();
      run(next);
    }
    return true;
  }

  private void run(Event event) {
    if (event.cancelled) {
      return;
    }
    nowNanos = Math.max(nowNanos, event.atNanos);
    executed++;
    inLoop = event.onLoop;
    event.task.run();
    inLoop = false;
  }
}
