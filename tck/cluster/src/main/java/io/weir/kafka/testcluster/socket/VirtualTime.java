package io.weir.kafka.testcluster.socket;

import io.netty.channel.EventLoop;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * A time that only a test moves. Event loop only.
 *
 * <p>Timers fire in the order of their times, and those of one time in the order in which they were
 * set.
 */
public final class VirtualTime implements ClusterTime {

  private record Timer(long id, long atMs) {}

  /** All below: event loop only. */
  private final TreeSet<Timer> due =
      new TreeSet<>(Comparator.comparingLong(Timer::atMs).thenComparingLong(Timer::id));

  private final Map<Long, Timer> byId = new HashMap<>();
  private LongConsumer onFire = timer -> {};
  private long nowMs;

  VirtualTime(long startMs) {
    nowMs = startMs;
  }

  @Override
  public void start(EventLoop eventLoop, LongConsumer fire) {
    onFire = fire;
  }

  @Override
  public long nowMs() {
    return nowMs;
  }

  @Override
  public void set(long id, long atMs) {
    Timer timer = new Timer(id, atMs);
    byId.put(id, timer);
    due.add(timer);
  }

  @Override
  public void cancel(long id) {
    Timer timer = byId.remove(id);
    if (timer != null) {
      due.remove(timer);
    }
  }

  /** Moves time on and fires what is due on the way, each timer at its own time. */
  void advance(long ms) {
    long end = Math.addExact(nowMs, ms);
    while (!due.isEmpty() && due.first().atMs <= end) {
      Timer next = due.first();
      cancel(next.id);
      nowMs = Math.max(nowMs, next.atMs);
      onFire.accept(next.id);
    }
    nowMs = end;
  }

  @Override
  public void close() {
    due.clear();
    byId.clear();
  }
}
