package io.weir.kafka.connector;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Time that passes when the test says so, on the test's thread. */
final class ManualTimers implements Timers {

  private record Due(Runnable task, long atNanos) {}

  private final List<Due> due = new ArrayList<>();
  private long now = 1_000;

  @Override
  public long nanoTime() {
    return now;
  }

  @Override
  public Timer schedule(Runnable task, long nanos) {
    Due entry = new Due(task, now + Math.max(0, nanos));
    due.add(entry);
    return () -> due.remove(entry);
  }

  /** Lets so much time pass, and what is due happen. */
  void advance(long nanos) {
    long until = now + nanos;
    while (true) {
      Due next =
          due.stream()
              .filter(entry -> entry.atNanos <= until)
              .min(Comparator.comparingLong(Due::atNanos))
              .orElse(null);
      if (next == null) {
        now = until;
        return;
      }
      due.remove(next);
      now = next.atNanos;
      next.task.run();
    }
  }

  /** Timers that are set. */
  int size() {
    return due.size();
  }
}
