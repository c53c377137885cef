package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Frames;
import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Drives a core in memory: bytes in, bytes out, a clock that only the test moves. */
final class CoreDriver implements AutoCloseable {

  static final long START_MS = 1_000_000;

  private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;

  final ClusterCore core;

  /** Closed by the core, with its reason. */
  final Map<Long, String> closed = new HashMap<>();

  /** Pause and Resume in order. */
  final List<Effect> readings = new ArrayList<>();

  /** Brokers whose processes have ended, in order. */
  final List<Integer> halted = new ArrayList<>();

  private final Map<Long, Deque<byte[]>> sent = new HashMap<>();
  private final Map<Long, Long> timers = new TreeMap<>();
  private long nowMs = START_MS;
  private long nextConnection = 1;
  private int nextCorrelation = 100;

  CoreDriver(ClusterSettings settings, Storage storage, int brokers) {
    this(new BrokerRules(settings, ReplicationRules.KAFKA), storage, brokers);
  }

  CoreDriver(BrokerRules rules, Storage storage, int brokers) {
    core = new ClusterCore(rules, storage, new SplittableRandom(7), ALLOCATOR);
    for (int id = 1; id <= brokers; id++) {
      startBroker(id);
    }
  }

  static CoreDriver ofBrokers(int brokers) {
    return new CoreDriver(ClusterSettings.DEFAULTS, new MemoryStorage(), brokers);
  }

  /** The topic, which must exist. */
  TopicImage topic(String name) {
    return Objects.requireNonNull(core.image().topic(name), name);
  }

  /** The first partition of the topic that the broker leads. */
  int partitionLedBy(int broker, String topic) {
    return topic(topic).partitions().stream()
        .filter(partition -> partition.leader() == broker)
        .findFirst()
        .orElseThrow()
        .index();
  }

  void startBroker(int id) {
    Endpoint inside = new Endpoint("PLAINTEXT", "broker-" + id, 9000 + id);
    Endpoint outside = new Endpoint("OUTSIDE", "outside-" + id, 19000 + id);
    step(new Event.BrokerStarted(new BrokerNode(id, List.of(inside, outside))));
  }

  long connect(int broker) {
    return connect(broker, "PLAINTEXT");
  }

  long connect(int broker, String listener) {
    long connection = nextConnection++;
    step(new Event.ConnectionOpened(connection, broker, listener));
    return connection;
  }

  /** Sends a request that may be answered later. */
  <Q extends Record> RequestHeader send(long connection, Api<Q, ?> api, int version, Q request) {
    RequestHeader header = api.header(version, nextCorrelation++, "test");
    ByteBuf frame = Frames.writeRequest(api, header, request, ALLOCATOR);
    sendBytes(connection, frame.skipBytes(Integer.BYTES));
    return header;
  }

  void sendBytes(long connection, ByteBuf frame) {
    step(new Event.FrameReceived(connection, frame));
  }

  /** The answer to the request, which must be the next on the connection. */
  <R extends Record> R receive(long connection, Api<?, R> api, RequestHeader header) {
    byte[] frame = nextFrame(connection);
    if (frame == null) {
      throw new AssertionError("No response to " + header + "; closed: " + closed);
    }
    return Frames.readResponse(api, header, Unpooled.wrappedBuffer(frame).skipBytes(Integer.BYTES));
  }

  /** Sends a request and takes its answer. */
  <Q extends Record, R extends Record> R call(
      long connection, Api<Q, R> api, int version, Q request) {
    return receive(connection, api, send(connection, api, version, request));
  }

  /** The next response's bytes with their length in front; null if there is none. */
  byte @Nullable [] nextFrame(long connection) {
    return sent.getOrDefault(connection, new ArrayDeque<>()).poll();
  }

  boolean hasResponse(long connection) {
    return !sent.getOrDefault(connection, new ArrayDeque<>()).isEmpty();
  }

  int timers() {
    return timers.size();
  }

  long nowMs() {
    return nowMs;
  }

  /** Moves the clock and fires what is due on the way. */
  void advanceMs(long millis) {
    long end = nowMs + millis;
    for (Map.Entry<Long, Long> next = earliest(); next != null && next.getValue() <= end; ) {
      nowMs = Math.max(nowMs, next.getValue());
      // A tree's entry may stand for another one when it has been removed.
      long timer = next.getKey();
      timers.remove(timer);
      step(new Event.TimerFired(timer));
      next = earliest();
    }
    nowMs = end;
  }

  private Map.@Nullable Entry<Long, Long> earliest() {
    return timers.entrySet().stream()
        .min(Map.Entry.comparingByValue())
        .map(Map.Entry::copyOf)
        .orElse(null);
  }

  void step(Event event) {
    for (Effect effect : core.step(event, nowMs)) {
      if (effect instanceof Effect.Send send) {
        byte[] bytes = new byte[send.frame().readableBytes()];
        send.frame().readBytes(bytes).release();
        sent.computeIfAbsent(send.connection(), id -> new ArrayDeque<>()).add(bytes);
      } else if (effect instanceof Effect.Close close) {
        closed.put(close.connection(), close.reason());
      } else if (effect instanceof Effect.SetTimer timer) {
        timers.put(timer.timer(), timer.atMs());
      } else if (effect instanceof Effect.CancelTimer timer) {
        timers.remove(timer.timer());
      } else if (effect instanceof Effect.Halted halt) {
        halted.add(halt.broker());
      } else {
        readings.add(effect);
      }
    }
  }

  @Override
  public void close() {
    core.close();
  }
}
