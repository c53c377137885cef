package io.weir.kafka.connector;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.weir.kafka.producer.CompletionThreads;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Finds the threads that completion tasks run on: the runtime's, where it has given Mutiny its
 * executor as Quarkus does, else Weir's own. Knows which threads the runtime forbids to block.
 */
final class RuntimeExecutor {

  private RuntimeExecutor() {}

  static Executor find() {
    return orOwn(Infrastructure.getDefaultExecutor());
  }

  /** False on an event loop of the runtime's. */
  static boolean mayBlockCaller() {
    return Infrastructure.canCallerThreadBeBlocked();
  }

  /** A plain pool is what Mutiny makes itself; its threads would keep the JVM from ending. */
  static Executor orOwn(Executor mutinys) {
    return mutinys instanceof ThreadPoolExecutor ? CompletionThreads.executor() : mutinys;
  }
}
