package io.weir.kafka.network;

import org.jspecify.annotations.Nullable;

/**
 * One timer for many deadlines, most of which are met: it is armed for the earliest and not touched
 * when that is met; whoever owns it looks at what is due when it fires, and sets it anew.
 *
 * <p>So a request costs no timer of its own. All fields: event loop only.
 */
final class DeadlineTimer {

  private final Loop loop;
  private final Runnable due;

  private Loop.@Nullable Timer timer;
  private long armedForNanos;

  /**
   * @param due run when a deadline may have passed, or may have been met long ago
   */
  DeadlineTimer(Loop loop, Runnable due) {
    this.loop = loop;
    this.due = due;
  }

  /** Makes sure that it fires when this time has come, if not earlier. */
  void setBy(long deadlineNanos) {
    if (timer != null) {
      if (armedForNanos - deadlineNanos <= 0) {
        return;
      }
      timer.cancel();
    }
    armedForNanos = deadlineNanos;
    timer = loop.schedule(this::fire, deadlineNanos - loop.nanoTime());
  }

  void cancel() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  private void fire() {
    timer = null;
    due.run();
  }
}
