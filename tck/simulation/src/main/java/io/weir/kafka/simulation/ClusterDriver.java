package io.weir.kafka.simulation;

import static java.util.stream.Collectors.joining;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.Effect;
import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** Feeds the core with events on virtual time, and carries out its effects. One thread. */
public final class ClusterDriver implements AutoCloseable {

  public static final List<Integer> BROKERS = List.of(1, 2, 3);
  private static final String LISTENER = "PLAINTEXT";
  private static final String HOST = "broker.simulated";
  private static final int FIRST_PORT = 9092;

  /** A client's end of a connection; both methods come from within a step. */
  public interface ClientEnd {

    /**
     * A response.
     *
     * @param frame <em>borrowed</em>, with its length in front
     */
    void received(ByteBuf frame);

    /** The broker's end is no more. */
    void closed();
  }

  /** On the heap and counted: what is not released at the end is a leak. */
  private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false, true);

  private final VirtualTime time;
  private final MemoryStorage storage = new MemoryStorage();
  private final ClusterCore core;
  private final Map<Long, ClientEnd> clients = new HashMap<>();
  private final Set<Long> timers = new HashSet<>();
  private Runnable afterStep = () -> {};
  private long nextConnection = 1;

  public ClusterDriver(VirtualTime time, RandomGenerator random, BrokerRules rules) {
    this.time = time;
    this.core = new ClusterCore(rules, storage, random, allocator);
    BROKERS.forEach(this::start);
  }

  /** What looks at the cluster between steps. */
  public void afterEachStep(Runnable look) {
    afterStep = look;
  }

  /** For frames. */
  public ByteBufAllocator allocator() {
    return allocator;
  }

  /** How much of the {@link #allocator} was never released; to be asked when closed. */
  public long leakedBytes() {
    return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
  }

  public ClusterCore core() {
    return core;
  }

  /** Starts the broker, unless it runs. */
  public void start(int broker) {
    if (!core.isRunning(broker)) {
      Endpoint endpoint = new Endpoint(LISTENER, HOST, FIRST_PORT + broker);
      step(new Event.BrokerStarted(new BrokerNode(broker, List.of(endpoint))));
    }
  }

  /** Where clients find the first broker, as in {@code bootstrap.servers}. */
  public static String bootstrapServers() {
    return BROKERS.stream().map(id -> HOST + ":" + (FIRST_PORT + id)).collect(joining(","));
  }

  /** The broker that listens at this port. */
  public static int brokerAt(int port) {
    return port - FIRST_PORT;
  }

  /** Opens a connection; a broker that does not run closes it at once. */
  public long connect(int broker, ClientEnd client) {
    long connection = nextConnection++;
    clients.put(connection, client);
    step(new Event.ConnectionOpened(connection, broker, LISTENER));
    return connection;
  }

  /** The client closes the connection, and hears of it no more. */
  public void disconnect(long connection) {
    if (clients.remove(connection) != null) {
      step(new Event.ConnectionClosed(connection));
    }
  }

  /**
   * One request has arrived.
   *
   * @param frame <em>consumed</em>, without its length
   */
  public void receive(long connection, ByteBuf frame) {
    step(new Event.FrameReceived(connection, frame));
  }

  public void step(Event event) {
    step(event, () -> {});
  }

  /** Takes one event; somebody takes note of what it did before anybody else looks. */
  public void step(Event event, Runnable note) {
    for (Effect effect : core.step(event, nowMs())) {
      carryOut(effect);
    }
    note.run();
    afterStep.run();
  }

  private long nowMs() {
    return time.wallClock().currentTimeMs();
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Send send) {
      ClientEnd client = clients.get(send.connection());
      if (client != null) {
        client.received(send.frame());
      }
      send.frame().release();
    } else if (effect instanceof Effect.Close close) {
      ClientEnd client = clients.remove(close.connection());
      if (client != null) {
        client.closed();
      }
    } else if (effect instanceof Effect.SetTimer timer) {
      timers.add(timer.timer());
      long delayMs = timer.atMs() - nowMs();
      time.after(TimeUnit.MILLISECONDS.toNanos(delayMs), () -> fire(timer.timer()));
    } else if (effect instanceof Effect.CancelTimer timer) {
      timers.remove(timer.timer());
    }
    // Pause and Resume need nothing: a client has one request under way. Halted neither: who
    // connects to a broker that does not run is told so by the core.
  }

  private void fire(long timer) {
    if (timers.remove(timer)) {
      step(new Event.TimerFired(timer));
    }
  }

  @Override
  public void close() {
    core.close();
    storage.close();
  }
}
