package io.weir.kafka.connector;

import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.ContextInternal;
import io.weir.kafka.mapping.MessageMetadata;
import io.weir.kafka.producer.CompletionThreads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of Vert.x: of the calling thread, or of a message as SmallRye notes it there. The
 * only class that knows Vert.x, with {@link ContextQueue}; linked only where it exists.
 *
 * <p>Any thread. Many callers have a duplicated context each on one event loop, so tasks for an
 * event loop are handed over together, and each then runs in its own context.
 */
final class VertxContexts implements CallerContexts {

  /** Queues at most; contexts beyond get a hand-over for each task. There is one an event loop. */
  private static final int MAX_QUEUES = 256;

  /** By the context of the event loop that others are duplicates of. */
  private final Map<Context, ContextQueue> queues = new ConcurrentHashMap<>();

  private final boolean knowsMessages;
  private final boolean knowsDuplicates;

  private VertxContexts(boolean knowsMessages, boolean knowsDuplicates) {
    this.knowsMessages = knowsMessages;
    this.knowsDuplicates = knowsDuplicates;
  }

  /**
   * @throws LinkageError where Vert.x is not visible
   */
  static VertxContexts open() {
    Context unused = Vertx.currentContext();
    return new VertxContexts(
        isThere(() -> LocalContextMetadata.class), isThere(() -> ContextInternal.class));
  }

  /** Not all runtimes show SmallRye's class, and Vert.x 5 has its own elsewhere. */
  private static boolean isThere(Supplier<Class<?>> type) {
    try {
      return type.get() != null;
    } catch (LinkageError missing) {
      return false;
    }
  }

  @Override
  public @Nullable Executor current() {
    Context context = Vertx.currentContext();
    return context == null ? null : executorOf(context);
  }

  @Override
  public @Nullable Executor of(Message<?> message) {
    if (knowsMessages) {
      for (Object item : MessageMetadata.of(message)) {
        if (item instanceof LocalContextMetadata metadata) {
          return executorOf(metadata.context());
        }
      }
    }
    return null;
  }

  private Executor executorOf(Context context) {
    if (knowsDuplicates && context.isEventLoopContext()) {
      ContextQueue queue = queueOf(((ContextInternal) context).unwrap());
      if (queue != null) {
        return task -> queue.add(context, task);
      }
    }
    return task -> runAlone(context, task);
  }

  private @Nullable ContextQueue queueOf(Context root) {
    ContextQueue known = queues.get(root);
    if (known != null) {
      return known;
    }
    return queues.size() < MAX_QUEUES ? queues.computeIfAbsent(root, ContextQueue::new) : null;
  }

  private static void runAlone(Context context, Runnable task) {
    try {
      context.runOnContext(nothing -> task.run());
    } catch (RejectedExecutionException stopped) {
      CompletionThreads.executor().execute(task);
    }
  }
}
