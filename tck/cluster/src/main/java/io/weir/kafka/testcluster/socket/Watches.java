package io.weir.kafka.testcluster.socket;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Those who wait until something holds in the core: asked after each step, so that nobody polls.
 *
 * <p>Event loop only.
 */
final class Watches {

  private record Watch(BooleanSupplier condition, CompletableFuture<Boolean> met) {

    /** Whether it is done with: the condition holds, or cannot be asked. */
    boolean isOver() {
      try {
        return condition.getAsBoolean() && met.complete(true);
      } catch (RuntimeException e) {
        return met.completeExceptionally(e);
      }
    }
  }

  /** Event loop only. */
  private final List<Watch> open = new ArrayList<>();

  /** Completes the future once the condition holds, at once if it does already. */
  void add(BooleanSupplier condition, CompletableFuture<Boolean> met) {
    open.add(new Watch(condition, met));
    stepped();
  }

  void remove(CompletableFuture<Boolean> met) {
    open.removeIf(watch -> watch.met.equals(met));
  }

  /** The core has taken a step. */
  void stepped() {
    if (!open.isEmpty()) {
      open.removeIf(Watch::isOver);
    }
  }

  /** There will be no more steps. */
  void close() {
    open.forEach(
        watch ->
            watch.met.completeExceptionally(new IllegalStateException("The cluster is closed")));
    open.clear();
  }
}
