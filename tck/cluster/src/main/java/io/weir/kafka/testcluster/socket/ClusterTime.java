package io.weir.kafka.testcluster.socket;

import io.netty.channel.EventLoop;
import java.util.function.LongConsumer;

/**
 * A cluster's clock and its timers. Used by one cluster, on its event loop only.
 *
 * <p>Sockets are real whichever it is: clients live by their own clocks.
 */
public sealed interface ClusterTime permits SystemTime, VirtualTime {

  /** Time passes by itself. */
  static ClusterTime system() {
    return new SystemTime();
  }

  /** Time stands still, and moves only when it is advanced. */
  static VirtualTime virtual() {
    return new VirtualTime(System.currentTimeMillis());
  }

  /**
   * The first call.
   *
   * @param onFire is told a timer whose time has come
   */
  void start(EventLoop eventLoop, LongConsumer onFire);

  /** Milliseconds since 1970; never less than before. */
  long nowMs();

  void set(long timer, long atMs);

  /** Harmless if it has fired or was never set. */
  void cancel(long timer);

  /** No timer fires any more. */
  void close();
}
