package io.weir.kafka.connector;

import static java.lang.System.Logger.Level.WARNING;

import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Warns of failures without flooding the log: of the first at once, of those that follow within ten
 * seconds in one line with their number and the latest reason.
 *
 * <p>Completion task only.
 */
final class OccasionalLog {

  private static final long SILENCE_NANOS = 10_000_000_000L;

  private final System.Logger log;
  private final String what;
  private final LongSupplier nanoTime;

  private long lastNanos;
  private long unsaid;
  private @Nullable Throwable latest;
  private boolean spoken;

  /**
   * @param what has happened, as a message id and a clause: "WEIR00102 Channel 'x' did so"
   * @param nanoTime as {@link System#nanoTime}
   */
  OccasionalLog(System.Logger log, String what, LongSupplier nanoTime) {
    this.log = log;
    this.what = what;
    this.nanoTime = nanoTime;
  }

  void failed(Throwable reason) {
    long now = nanoTime.getAsLong();
    unsaid++;
    latest = reason;
    if (!spoken || now - lastNanos >= SILENCE_NANOS) {
      spoken = true;
      lastNanos = now;
      flush();
    }
  }

  /** Says what was held back. */
  void flush() {
    Throwable reason = latest;
    if (reason == null) {
      return;
    }
    String times = unsaid == 1 ? "" : " (" + unsaid + " times, this is the latest reason)";
    log.log(WARNING, what + times + ": " + reason, reason.getCause());
    unsaid = 0;
    latest = null;
  }
}
