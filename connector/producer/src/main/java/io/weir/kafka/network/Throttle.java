package io.weir.kafka.network;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The silence that a broker has asked for (KIP-219). All fields: event loop only. */
final class Throttle {

  private final Loop loop;
  private final Runnable over;

  private long untilNanos;
  private Loop.@Nullable Timer end;

  /**
   * @param over run when the silence ends by itself
   */
  Throttle(Loop loop, Runnable over) {
    this.loop = loop;
    this.over = over;
  }

  boolean isOn() {
    return end != null;
  }

  /** Extends the silence to so many milliseconds from now; never shortens it. */
  void extend(long throttleMs) {
    long until = loop.nanoTime() + TimeUnit.MILLISECONDS.toNanos(throttleMs);
    if (end != null) {
      if (until - untilNanos <= 0) {
        return;
      }
      end.cancel();
    }
    untilNanos = until;
    end = loop.schedule(this::end, until - loop.nanoTime());
  }

  void cancel() {
    if (end != null) {
      end.cancel();
      end = null;
    }
  }

  private void end() {
    end = null;
    over.run();
  }
}
