package io.weir.kafka.network;

/**
 * One event loop: runs tasks in turn on one thread, and is the clock of all that lives on it.
 *
 * <p>Everything above the accumulator belongs to the loop of its producer and needs no lock. User
 * code never runs here.
 */
public interface Loop {

  /**
   * Runs the task on the loop, after those already queued; may be called from any thread.
   *
   * @throws java.util.concurrent.RejectedExecutionException once the loop has ended, which is after
   *     its producer has closed: only for a caller that may come later need that be expected
   */
  void execute(Runnable task);

  /**
   * Runs the task on the loop when the delay has passed; may be called from any thread.
   *
   * @param delayNanos 0 or less means as soon as possible
   */
  Timer schedule(Runnable task, long delayNanos);

  /** A monotonic clock in nanoseconds; only differences mean something. Any thread. */
  long nanoTime();

  /** Whether the caller runs on this loop. */
  boolean inLoop();

  /** A task that waits for its time. */
  interface Timer {

    /** Stops the task if it has not started; harmless afterwards. Loop only. */
    void cancel();
  }
}
