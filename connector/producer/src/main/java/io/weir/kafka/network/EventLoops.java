package io.weir.kafka.network;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.weir.kafka.config.SocketSettings.Buffers;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The event loops of an application: one group of daemon threads that all its producers share, and
 * that ends with the last of them.
 *
 * <p>A thread starts when the first producer is given its loop, so there are never more threads
 * than producers. Safe for use by any thread.
 */
public final class EventLoops {

  private static final EventLoops SHARED =
      new EventLoops(Runtime.getRuntime().availableProcessors());

  private final int maxThreads;

  @GuardedBy("this")
  private @Nullable EventLoopGroup group;

  @GuardedBy("this")
  private int leases;

  /**
   * @param maxThreads at least 1
   */
  public EventLoops(int maxThreads) {
    this.maxThreads = maxThreads;
  }

  /** The loops of this class loader's application. */
  public static EventLoops shared() {
    return SHARED;
  }

  /** One of the loops, by turns, until the lease is closed. */
  public synchronized Lease acquire() {
    if (group == null) {
      group = new NioEventLoopGroup(maxThreads, new DaemonThreads("weir-loop"));
    }
    leases++;
    return new Lease(group);
  }

  private synchronized CompletionStage<Void> release() {
    CompletableFuture<Void> ended = new CompletableFuture<>();
    leases--;
    if (leases > 0) {
      ended.complete(null);
    } else {
      EventLoopGroup last = Objects.requireNonNull(group);
      group = null;
      last.shutdownGracefully(0, 2, TimeUnit.SECONDS).addListener(done -> ended.complete(null));
    }
    return ended;
  }

  /** A producer's share in the loops. */
  public final class Lease {

    private final NettyLoop loop;
    private final Resolver resolver = new SystemResolver();
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Lease(EventLoopGroup group) {
      this.loop = new NettyLoop(group.next());
    }

    /** The loop that the producer lives on, TCP streams on it, and names resolved off it. */
    public Transport transport(Buffers buffers, ByteBufAllocator allocator) {
      return new Transport(loop, new NettyConnector(buffers, allocator), resolver, allocator);
    }

    /**
     * Gives the loop back; nothing may be run on it afterwards. May be called from any thread, the
     * loop's own included, and several times.
     *
     * @return completed when the loops have ended, if this was the last lease, else at once
     */
    public CompletionStage<Void> close() {
      return open.compareAndSet(true, false) ? release() : CompletableFuture.completedFuture(null);
    }
  }
}
