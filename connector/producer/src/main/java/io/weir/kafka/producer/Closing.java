package io.weir.kafka.producer;

import io.weir.kafka.network.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The end of a pipeline: drain what is there, then fail what is left, then take all down.
 *
 * <pre>
 *   OPEN -> close() -> DRAINING -> drained -> DOWN
 *                         |-> the time is over: abandon, again until nothing is left -> DOWN
 * </pre>
 *
 * <p>Begun by any thread; the rest is event loop only, and the report completes on the completion
 * task.
 */
final class Closing {

  /** How long to wait when something that cannot be abandoned yet is still on its way. */
  private static final long RECHECK_NANOS = 1_000_000;

  private static final Duration LONGEST = Duration.ofDays(36_500);

  /** What the pipeline does for it; event loop only. */
  interface Stage {

    /** Takes no more records, seals what is open. */
    void stopIntake();

    /** Whether each record accepted so far has its outcome. */
    boolean isDrained();

    /** Fails all records that are left. */
    void abandon();

    /** Closes connections and timers, and completes the report behind the last outcome. */
    void takeDown(CompletableFuture<Pipeline.CloseReport> report);
  }

  private final Loop loop;
  private final Stage stage;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Pipeline.CloseReport> report = new CompletableFuture<>();

  // Event loop only.
  private Loop.@Nullable Timer deadline;
  private boolean draining;

  Closing(Loop loop, Stage stage) {
    this.loop = loop;
    this.stage = stage;
  }

  boolean hasBegun() {
    return begun.get();
  }

  CompletionStage<Pipeline.CloseReport> begin(Duration timeout) {
    long nanos = nanos(timeout);
    if (begun.compareAndSet(false, true)) {
      loop.execute(() -> drain(nanos));
    }
    return report.minimalCompletionStage();
  }

  /** At least 0; a century if it is longer than that, as clocks overflow. */
  private static long nanos(Duration timeout) {
    if (timeout.isNegative()) {
      return 0;
    }
    return timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : timeout.toNanos();
  }

  private void drain(long timeoutNanos) {
    draining = true;
    stage.stopIntake();
    deadline = loop.schedule(this::giveUp, timeoutNanos);
    loop.execute(this::check); // behind the signals of the lanes that were just sealed
  }

  /** A record has had its outcome, or something else has changed. */
  void check() {
    if (draining && stage.isDrained()) {
      draining = false;
      if (deadline != null) {
        deadline.cancel();
      }
      stage.takeDown(report);
    }
  }

  private void giveUp() {
    stage.abandon();
    check();
    if (draining) {
      deadline = loop.schedule(this::giveUp, RECHECK_NANOS);
    }
  }
}
