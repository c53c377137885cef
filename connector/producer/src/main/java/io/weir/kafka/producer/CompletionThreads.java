package io.weir.kafka.producer;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Daemon threads for completion tasks, where the runtime lends none. A thread ends a second after
 * its last task, so none outlives the producers for long. As each channel has at most one task at a
 * time, there are never more threads than channels.
 */
public final class CompletionThreads {

  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final Executor SHARED =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          CompletionThreads::newThread);

  private CompletionThreads() {}

  /** Shared by all producers of the application; never refuses. */
  public static Executor executor() {
    return SHARED;
  }

  private static Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weir-completion-" + COUNT.incrementAndGet());
    thread.setDaemon(true);
    thread.setContextClassLoader(null);
    return thread;
  }
}
