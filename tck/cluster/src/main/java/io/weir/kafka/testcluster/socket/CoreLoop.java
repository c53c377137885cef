package io.weir.kafka.testcluster.socket;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.EventLoop;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.Effect;
import io.weir.kafka.testcluster.core.Event;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Feeds a core with events and carries out its effects: on one event loop, the only thread that
 * touches the core, the channels and the timers.
 *
 * <p>Responses of one burst of reads are flushed together.
 */
final class CoreLoop {

  private static final System.Logger LOG = System.getLogger(CoreLoop.class.getName());

  private final ClusterCore core;
  private final ClusterTime time;
  private final IntConsumer onHalt;

  /** All below: event loop only. */
  private final Map<Long, ChannelHandlerContext> channels = new HashMap<>();

  private final Set<ChannelHandlerContext> unflushed = new LinkedHashSet<>();
  private final Watches watches = new Watches();
  private long nextConnection = 1;
  private boolean reading;

  /**
   * @param onHalt is told a broker whose process has ended; event loop only
   */
  CoreLoop(ClusterCore core, EventLoop eventLoop, ClusterTime time, IntConsumer onHalt) {
    this.core = core;
    this.onHalt = onHalt;
    this.time = time;
    time.start(eventLoop, timer -> step(new Event.TimerFired(timer)));
  }

  long nextConnection() {
    return nextConnection++;
  }

  void opened(long connection, ChannelHandlerContext context) {
    channels.put(connection, context);
  }

  void closed(long connection) {
    ChannelHandlerContext context = channels.remove(connection);
    if (context != null) {
      unflushed.remove(context);
    }
  }

  /** One event of a burst that ends with {@link #readComplete}. */
  void read(Event event) {
    reading = true;
    step(event);
  }

  void readComplete() {
    reading = false;
    flush();
  }

  void step(Event event) {
    for (Effect effect : core.step(event, time.nowMs())) {
      carryOut(effect);
    }
    if (!reading) {
      flush();
    }
    watches.stepped();
  }

  /** Who waits for something in the core. */
  Watches watches() {
    return watches;
  }

  private void flush() {
    if (!unflushed.isEmpty()) {
      Set<ChannelHandlerContext> now = Set.copyOf(unflushed);
      unflushed.clear();
      now.forEach(ChannelHandlerContext::flush);
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Send send) {
      send(send);
    } else if (effect instanceof Effect.Flush flush) {
      flush(flush.connection());
    } else if (effect instanceof Effect.SetTimer timer) {
      time.set(timer.timer(), timer.atMs());
    } else if (effect instanceof Effect.CancelTimer timer) {
      time.cancel(timer.timer());
    } else if (effect instanceof Effect.Pause pause) {
      setReading(pause.connection(), ClientChannel::pause);
    } else if (effect instanceof Effect.Resume resume) {
      setReading(resume.connection(), ClientChannel::resume);
    } else if (effect instanceof Effect.Close close) {
      close(close);
    } else if (effect instanceof Effect.Halted halted) {
      onHalt.accept(halted.broker());
    }
  }

  private void send(Effect.Send send) {
    ChannelHandlerContext context = channels.get(send.connection());
    if (context == null) {
      send.frame().release();
      return;
    }
    var unused = context.write(send.frame(), context.voidPromise());
    unflushed.add(context);
  }

  private void flush(long connection) {
    ChannelHandlerContext context = channels.get(connection);
    if (context != null) {
      context.flush();
    }
  }

  @FunctionalInterface
  private interface ReadingChange {
    void apply(ClientChannel channel, ChannelHandlerContext context);
  }

  private void setReading(long connection, ReadingChange change) {
    ChannelHandlerContext context = channels.get(connection);
    if (context != null) {
      change.apply((ClientChannel) context.handler(), context);
    }
  }

  private void close(Effect.Close close) {
    LOG.log(System.Logger.Level.DEBUG, "Closing a connection: {0}", close.reason());
    ChannelHandlerContext context = channels.remove(close.connection());
    if (context != null) {
      unflushed.remove(context);
      context.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
  }

  /** Closes all connections and timers; the core hears of it. */
  void shutDown() {
    watches.close();
    time.close();
    for (ChannelHandlerContext context : List.copyOf(channels.values())) {
      var unused = context.close();
    }
  }
}
