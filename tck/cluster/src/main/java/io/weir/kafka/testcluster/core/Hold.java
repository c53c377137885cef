package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.testcluster.broker.Task;
import io.weir.kafka.testcluster.fault.RequestOutcome.Disconnected;
import io.weir.kafka.testcluster.fault.RequestTrace;

/**
 * A fault lets a connection wait: for a time, or for ever.
 *
 * <p>Owned by the core's thread.
 */
final class Hold implements Occupant {

  private static final long NO_TIMER = -1;

  private final Connection connection;
  private final ByteBuf frame;
  private final RequestTrace trace;

  /** Owned by the core's thread. */
  private long timer = NO_TIMER;

  /**
   * @param frame <em>consumed</em>: what waits; released if the connection closes before
   * @param trace is told if the connection closes before
   */
  Hold(Connection connection, ByteBuf frame, RequestTrace trace) {
    this.connection = connection;
    this.frame = frame;
    this.trace = trace;
  }

  /** For nothing. */
  static Hold forever(Connection connection) {
    return new Hold(connection, Unpooled.EMPTY_BUFFER, RequestTrace.NONE);
  }

  /** What waits; the caller's from now on. */
  ByteBuf frame() {
    return frame;
  }

  /** Lets the connection wait until then. */
  void until(long atMs, Task then) {
    timer =
        connection
            .process()
            .schedule(
                atMs,
                now -> {
                  timer = NO_TIMER;
                  then.run(now);
                });
  }

  @Override
  public void abandon(String reason) {
    if (timer != NO_TIMER) {
      connection.process().cancel(timer);
    }
    frame.release();
    trace.became(new Disconnected(reason));
  }
}
