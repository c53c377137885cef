package io.weir.kafka.races;

import io.weir.kafka.network.Loop;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A loop without a thread: tasks wait until somebody runs them. Any thread hands over, one runs.
 */
public final class QueuedLoop implements Loop {

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs all tasks, and those that they lead to. */
  public void runAll() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      task.run();
    }
  }

  @Override
  public Timer schedule(Runnable task, long delayNanos) {
    throw new UnsupportedOperationException("no race needs a timer");
  }

  @Override
  public long nanoTime() {
    return 0;
  }

  @Override
  public boolean inLoop() {
    throw new UnsupportedOperationException("nobody asks");
  }
}
