package io.weir.kafka.testcluster.socket;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.core.Event.BrokerKilled;
import io.weir.kafka.testcluster.core.Event.BrokerPaused;
import io.weir.kafka.testcluster.core.Event.BrokerPoweredOff;
import io.weir.kafka.testcluster.core.Event.BrokerResumed;
import io.weir.kafka.testcluster.core.Event.BrokerStarted;
import io.weir.kafka.testcluster.core.Event.BrokerStopped;
import io.weir.kafka.testcluster.core.Event.Nudged;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A core behind real sockets: server sockets of each running broker, and one daemon thread {@code
 * weir-cluster-N} that does everything.
 *
 * <p>The public methods may be called from any thread but that one; they wait for it.
 */
public final class ClusterServer implements AutoCloseable {

  /** Kafka's default of {@code socket.request.max.bytes}. */
  public static final int DEFAULT_MAX_REQUEST_BYTES = 100 * 1024 * 1024;

  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final int BACKLOG = 128;
  private static final long CALL_TIMEOUT_SECONDS = 60;

  private final ClusterCore core;
  private final int maxRequestBytes;
  private final EventLoopGroup group;
  private final CoreLoop loop;

  /** The server sockets of running brokers. */
  private final Map<Integer, List<Channel>> servers = new ConcurrentHashMap<>();

  /** Who waits for the end of a broker, to close its server sockets. */
  private final Map<Integer, CompletableFuture<List<Channel>>> halts = new ConcurrentHashMap<>();

  /** Where a broker listened when it last ran, so that it comes back there. */
  private final Map<Integer, List<Listener>> bound = new ConcurrentHashMap<>();

  private final HeldPorts held = new HeldPorts();

  /**
   * @param core driven by this server alone from now on, and closed with it
   * @param time used by nobody else
   */
  public ClusterServer(ClusterCore core, int maxRequestBytes, ClusterTime time) {
    this.core = core;
    this.maxRequestBytes = maxRequestBytes;
    String name = "weir-cluster-" + NUMBERS.incrementAndGet();
    this.group = new NioEventLoopGroup(1, daemons(name));
    this.loop = new CoreLoop(core, group.next(), time, this::halted);
  }

  private static ThreadFactory daemons(String name) {
    return task -> {
      Thread thread = new FastThreadLocalThread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Binds the broker's listeners and registers it. Clients can connect, but nobody takes their
   * connections before {@link #accept}: so that a client which waits for this port does not find
   * half a cluster, and does not create topics that are about to be created.
   *
   * @param place of the broker among the others, from 0: its ports count up from the listeners'
   * @throws UncheckedIOException if a port cannot be bound; the message names it
   */
  public void startBroker(int broker, int place, List<Listener> listeners) {
    List<Channel> channels = new ArrayList<>();
    List<Listener> actual = new ArrayList<>();
    try {
      for (Listener listener : listeners) {
        Channel channel = bind(broker, listener, listener.portOf(place));
        channels.add(channel);
        actual.add(listener.withPort(((InetSocketAddress) channel.localAddress()).getPort()));
      }
    } catch (RuntimeException e) {
      channels.forEach(channel -> channel.close().syncUninterruptibly());
      throw e;
    }
    held.release(broker);
    servers.put(broker, channels);
    bound.put(broker, List.copyOf(actual));
    List<Endpoint> endpoints = actual.stream().map(ClusterServer::endpoint).toList();
    run(() -> loop.step(new BrokerStarted(new BrokerNode(broker, endpoints))));
  }

  /** Takes connections to all brokers that have been started. */
  public void accept() {
    servers.values().forEach(ClusterServer::accept);
  }

  private static void accept(List<Channel> channels) {
    channels.forEach(channel -> channel.config().setAutoRead(true));
  }

  /**
   * Starts a broker again that has been stopped, at the ports that it had, and takes connections.
   *
   * @throws IllegalArgumentException if it has never been started
   * @throws UncheckedIOException as {@link #startBroker}
   */
  public void restartBroker(int broker) {
    List<Listener> listeners = bound.get(broker);
    if (listeners == null) {
      throw new IllegalArgumentException("There is no broker " + broker);
    }
    startBroker(broker, 0, listeners);
    accept();
  }

  private static Endpoint endpoint(Listener listener) {
    return new Endpoint(listener.name(), listener.hostForClients(), listener.port());
  }

  private Channel bind(int broker, Listener listener, int port) {
    ChannelFuture bind =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .option(ChannelOption.AUTO_READ, false)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel.pipeline().addLast(frames(), client(broker, listener.name()));
                  }
                })
            .bind(listener.host(), port)
            .awaitUninterruptibly();
    if (!bind.isSuccess()) {
      throw new UncheckedIOException(
          "Broker %d cannot listen on %s:%d: %s"
              .formatted(broker, listener.host(), port, bind.cause().getMessage()),
          new IOException(bind.cause()));
    }
    return bind.channel();
  }

  private LengthFieldBasedFrameDecoder frames() {
    return new LengthFieldBasedFrameDecoder(
        Math.addExact(maxRequestBytes, Integer.BYTES), 0, Integer.BYTES, 0, Integer.BYTES);
  }

  private ClientChannel client(int broker, String listener) {
    return new ClientChannel(loop, loop.nextConnection(), broker, listener);
  }

  /** All brokers that were ever started. */
  public SortedSet<Integer> brokers() {
    return new TreeSet<>(bound.keySet());
  }

  /** Whether the broker has been started and not stopped since. */
  public boolean isRunning(int broker) {
    return servers.containsKey(broker);
  }

  /**
   * Shuts the broker down in order and waits for its end; its logs stay. Harmless if it does not
   * run.
   */
  public void stopBroker(int broker) {
    endBroker(new BrokerStopped(broker), broker);
  }

  /** Ends the broker's process at once, as by SIGKILL. Harmless if it does not run. */
  public void killBroker(int broker) {
    endBroker(new BrokerKilled(broker), broker);
  }

  /** As {@link #killBroker}, and what was not flushed is lost. */
  public void powerOffBroker(int broker) {
    endBroker(new BrokerPoweredOff(broker), broker);
  }

  private void endBroker(Event end, int broker) {
    if (!servers.containsKey(broker)) {
      return;
    }
    CompletableFuture<List<Channel>> halt =
        halts.computeIfAbsent(broker, id -> new CompletableFuture<>());
    run(() -> loop.step(end));
    List<Channel> channels = await(halt);
    List<InetSocketAddress> addresses =
        channels.stream().map(channel -> (InetSocketAddress) channel.localAddress()).toList();
    channels.forEach(channel -> channel.close().syncUninterruptibly());
    awaitNextSelect();
    held.hold(broker, addresses);
  }

  /** The core has ended the broker's process; on the core's thread. */
  private void halted(int broker) {
    List<Channel> channels = servers.remove(broker);
    CompletableFuture<List<Channel>> halt = halts.remove(broker);
    if (channels != null && halt != null) {
      halt.complete(channels);
    }
  }

  /** Gives the broker's process no more time; its connections stay open. */
  public void pauseBroker(int broker) {
    run(() -> loop.step(new BrokerPaused(broker)));
  }

  /** Lets a paused broker go on with what has come in meanwhile. */
  public void resumeBroker(int broker) {
    run(() -> loop.step(new BrokerResumed(broker)));
  }

  /**
   * The operating system gives a port back when the selector drops the socket's key, in its next
   * select. A timer's task runs after one, a submitted task may run before.
   */
  private void awaitNextSelect() {
    group.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).syncUninterruptibly();
  }

  /** Runs an action on the thread of the core, with all that follows from it. */
  public void run(Runnable action) {
    call(
        () -> {
          action.run();
          loop.step(new Nudged());
          return true;
        });
  }

  /**
   * Asks something on the thread of the core.
   *
   * @throws RuntimeException what the question throws
   * @throws IllegalStateException if there is no answer within 60 s, or the server is closed
   */
  public <T> T call(Callable<T> question) {
    try {
      return await(group.submit(question));
    } catch (RejectedExecutionException e) {
      throw new IllegalStateException("The cluster is closed", e);
    }
  }

  /**
   * Waits until a condition holds in the core.
   *
   * @param condition asked on the thread of the core, after each of its steps
   * @return whether it held within the time
   * @throws RuntimeException what the condition throws
   * @throws IllegalStateException if the server is or gets closed
   */
  public boolean await(BooleanSupplier condition, Duration timeout) {
    CompletableFuture<Boolean> met = new CompletableFuture<>();
    loopDoes(() -> loop.watches().add(condition, met));
    try {
      return met.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      loopDoes(() -> loop.watches().remove(met));
      return met.getNow(false);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  /**
   * Moves the cluster's time on, with all that happens on the way.
   *
   * @param time that of this server
   */
  public void advance(VirtualTime time, Duration duration) {
    loopDoes(() -> time.advance(duration.toMillis()));
  }

  private void loopDoes(Runnable action) {
    call(
        () -> {
          action.run();
          return true;
        });
  }

  private static <T> T await(Future<T> answer) {
    try {
      return answer.get(CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "The cluster gave no answer within " + CALL_TIMEOUT_SECONDS + " s", e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static RuntimeException failure(ExecutionException e) {
    return e.getCause() instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("The cluster failed", e.getCause());
  }

  private static IllegalStateException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new IllegalStateException("Interrupted while asking the cluster", e);
  }

  /** Whether {@link #close} was called. */
  public boolean isClosed() {
    return group.isShuttingDown();
  }

  /** Closes all sockets, the core and the thread. Harmless when closed. */
  @Override
  public void close() {
    if (group.isShuttingDown()) {
      return;
    }
    servers
        .values()
        .forEach(channels -> channels.forEach(channel -> channel.close().syncUninterruptibly()));
    servers.clear();
    held.close();
    call(
        () -> {
          loop.shutDown();
          core.close();
          return true;
        });
    group.shutdownGracefully(0, CALL_TIMEOUT_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
