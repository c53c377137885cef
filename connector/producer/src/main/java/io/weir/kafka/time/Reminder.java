package io.weir.kafka.time;

import java.time.Duration;

/**
 * Says when it is time to mention that something is still being waited for: not at once, as most
 * waits end soon, and then only once in a while.
 *
 * <p>Owned by one thread; the time is passed in.
 */
public final class Reminder {

  private static final long FIRST_AFTER_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long AGAIN_AFTER_NANOS = Duration.ofSeconds(60).toNanos();

  private boolean waiting;
  private long sinceNanos;
  private long nextNanos;

  /** The wait has begun, or goes on. */
  public void waiting(long nowNanos) {
    if (!waiting) {
      waiting = true;
      sinceNanos = nowNanos;
      nextNanos = nowNanos + FIRST_AFTER_NANOS;
    }
  }

  /** The wait is over. */
  public void over() {
    waiting = false;
  }

  /** Whether to mention it now; if so, not again for a while. */
  public boolean due(long nowNanos) {
    boolean due = waiting && nowNanos - nextNanos >= 0;
    if (due) {
      nextNanos = nowNanos + AGAIN_AFTER_NANOS;
    }
    return due;
  }

  /** How long the wait has lasted, in whole seconds; 0 if there is none. */
  public long seconds(long nowNanos) {
    return waiting ? Duration.ofNanos(nowNanos - sinceNanos).toSeconds() : 0;
  }
}
