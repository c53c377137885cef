package io.weir.kafka.testcluster.socket;

import io.netty.channel.EventLoop;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The time of this machine. Event loop only. */
final class SystemTime implements ClusterTime {

  private final LongSupplier clock = new AnchoredClock();

  /** All three: event loop only, the last two set once. */
  private final Map<Long, Future<?>> timers = new HashMap<>();

  private @Nullable EventLoop eventLoop;
  private LongConsumer onFire = timer -> {};

  @Override
  public void start(EventLoop loop, LongConsumer fire) {
    eventLoop = loop;
    onFire = fire;
  }

  @Override
  public long nowMs() {
    return clock.getAsLong();
  }

  @Override
  public void set(long timer, long atMs) {
    EventLoop loop = Objects.requireNonNull(eventLoop, "not started");
    long delayMs = Math.max(0, atMs - nowMs());
    timers.put(timer, loop.schedule(() -> fire(timer, atMs), delayMs, TimeUnit.MILLISECONDS));
  }

  private void fire(long timer, long atMs) {
    if (nowMs() < atMs) {
      set(timer, atMs);
    } else if (timers.remove(timer) != null) {
      onFire.accept(timer);
    }
  }

  @Override
  public void cancel(long timer) {
    Future<?> future = timers.remove(timer);
    if (future != null) {
      future.cancel(false);
    }
  }

  @Override
  public void close() {
    timers.values().forEach(timer -> timer.cancel(false));
    timers.clear();
  }
}
