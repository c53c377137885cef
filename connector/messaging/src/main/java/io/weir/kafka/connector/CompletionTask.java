package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.ERROR;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The serial completion task of one channel: runs what it is given one after the other, in order,
 * on whatever thread the executor lends it. acks, nacks and requests of the channel run here and
 * nowhere else.
 *
 * <p>Any thread may call {@link #execute}. It takes one thread from the executor per burst, not per
 * task. What a task throws is logged and disturbs no other task. When the runtime's executor has
 * been shut down the tasks go on with the fallback, so that no message is left without its signal.
 * User code runs here, so the thread has the application's context class loader meanwhile.
 */
final class CompletionTask implements CompletionExecutor {

  private static final System.Logger LOG = System.getLogger(CompletionTask.class.getName());

  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final Executor executor;
  private final Executor fallback;
  private final @Nullable ClassLoader application;

  /** The thread that runs tasks now; written by it alone. */
  private volatile @Nullable Thread running;

  /**
   * Takes the context class loader of the calling thread for the application's.
   *
   * @param fallback never refuses
   */
  CompletionTask(Executor executor, Executor fallback) {
    this.executor = executor;
    this.fallback = fallback;
    this.application = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      takeThread();
    }
  }

  private void takeThread() {
    try {
      executor.execute(this::runAll);
    } catch (RejectedExecutionException shutDown) {
      fallback.execute(this::runAll);
    }
  }

  private void runAll() {
    Thread thread = Thread.currentThread();
    ClassLoader usual = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      runPending(thread);
    } finally {
      thread.setContextClassLoader(usual);
    }
  }

  /** Nobody is named as running when the last task is taken off the count: the next may begin. */
  private void runPending(Thread thread) {
    int seen = pending.get();
    while (seen != 0) {
      running = thread;
      for (int i = 0; i < seen; i++) {
        runOne();
      }
      running = null;
      seen = pending.addAndGet(-seen);
    }
  }

  @Override
  public boolean isRunningHere() {
    return running == Thread.currentThread();
  }

  private void runOne() {
    Runnable task = tasks.remove();
    try {
      task.run();
    } catch (Throwable e) {
      LOG.log(ERROR, "WEIR00101 A completion failed; the channel goes on", e);
    }
  }
}
