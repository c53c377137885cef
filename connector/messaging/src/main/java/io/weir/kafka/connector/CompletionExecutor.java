package io.weir.kafka.connector;

import java.util.concurrent.Executor;

/** Runs what it is given one after the other, in order. */
interface CompletionExecutor extends Executor {

  /** Whether the caller is such a task, which must not wait for another one. */
  boolean isRunningHere();
}
