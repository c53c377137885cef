package io.weir.kafka.connector;

import java.util.ArrayDeque;
import java.util.Queue;

/** Runs what it was given when the test says so, on the test's thread. */
final class ManualExecutor implements CompletionExecutor {

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private boolean running;

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
  }

  /** Runs until nothing is left. */
  void runAll() {
    running = true;
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
    running = false;
  }

  /** Tasks that wait. */
  int size() {
    return tasks.size();
  }

  @Override
  public boolean isRunningHere() {
    return running;
  }
}
