package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.ERROR;

import io.vertx.core.Context;
import io.vertx.core.impl.ContextInternal;
import io.weir.kafka.producer.CompletionThreads;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What is to run on one event loop of Vert.x, each task in a context of its own: one hand-over per
 * burst, in slices, so that the event loop comes to its other work in between.
 *
 * <p>Any thread may add. Tasks run on the event loop, in order; when that has stopped they run
 * elsewhere, without their contexts, so that no caller waits for good. Holds no more than there are
 * messages whose callers have not been told.
 */
final class ContextQueue {

  private static final System.Logger LOG = System.getLogger(ContextQueue.class.getName());

  /** Tasks in one turn of the event loop at most. */
  static final int SLICE = 256;

  private record Entry(Context context, Runnable task) {}

  private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();

  /** Added and not yet run; whoever raises it from 0 asks for a turn. */
  private final AtomicInteger waiting = new AtomicInteger();

  private final Context root;

  /**
   * @param root the event loop's context, of which those of the tasks are duplicates
   */
  ContextQueue(Context root) {
    this.root = root;
  }

  void add(Context context, Runnable task) {
    entries.add(new Entry(context, task));
    if (waiting.getAndIncrement() == 0) {
      takeTurn();
    }
  }

  private void takeTurn() {
    try {
      root.runOnContext(nothing -> runSlice());
    } catch (RejectedExecutionException stopped) {
      CompletionThreads.executor().execute(this::runSlice);
    }
  }

  private void runSlice() {
    int slice = Math.min(waiting.get(), SLICE);
    for (int i = 0; i < slice; i++) {
      run(entries.remove());
    }
    if (waiting.addAndGet(-slice) != 0) {
      takeTurn();
    }
  }

  private static void run(Entry entry) {
    try {
      ContextInternal context = (ContextInternal) entry.context;
      if (context.inThread()) {
        context.dispatch(entry.task);
      } else {
        entry.task.run();
      }
    } catch (Throwable e) {
      LOG.log(ERROR, "WEIR00101 A completion failed; the channel goes on", e);
    }
  }
}
