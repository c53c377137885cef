package io.weir.kafka.network;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A loop whose time passes only when a test says so; all runs on the test's own thread, in the
 * order of due time and then of submission.
 */
public final class VirtualLoop implements Loop {

  private static final int TOO_MANY_STEPS = 1_000_000;

  private final class Task implements Timer {

    private final Runnable work;
    private final long dueNanos;
    private final long sequence;

    Task(Runnable work, long dueNanos, long sequence) {
      this.work = work;
      this.dueNanos = dueNanos;
      this.sequence = sequence;
    }

    @Override
    public void cancel() {
      tasks.remove(this);
    }
  }

  private final PriorityQueue<Task> tasks =
      new PriorityQueue<>(
          Comparator.<Task>comparingLong(each -> each.dueNanos)
              .thenComparingLong(each -> each.sequence));

  private long nowNanos;
  private long sequence;

  @Override
  public void execute(Runnable task) {
    schedule(task, 0);
  }

  @Override
  public Timer schedule(Runnable task, long delayNanos) {
    Task queued = new Task(task, nowNanos + Math.max(0, delayNanos), sequence++);
    tasks.add(queued);
    return queued;
  }

  @Override
  public long nanoTime() {
    return nowNanos;
  }

  @Override
  public boolean inLoop() {
    return true;
  }

  /** Runs what is due now, and what that brings about, without letting time pass. */
  public void run() {
    advance(Duration.ZERO);
  }

  /** Lets time pass, and runs all that becomes due meanwhile at its own time. */
  public void advance(Duration duration) {
    long untilNanos = nowNanos + duration.toNanos();
    Task next = tasks.peek();
    for (int steps = 0; next != null && next.dueNanos <= untilNanos; steps++) {
      if (steps == TOO_MANY_STEPS) {
        throw new AssertionError("the loop does not come to rest");
      }
      tasks.remove(next);
      nowNanos = next.dueNanos;
      next.work.run();
      next = tasks.peek();
    }
    nowNanos = untilNanos;
  }

  /** How many tasks and timers wait. */
  public int waiting() {
    return tasks.size();
  }
}
