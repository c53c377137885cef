package io.weir.kafka.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.weir.kafka.record.DecodedRecord;
import io.weir.kafka.record.RecordBatchView;
import io.weir.kafka.testcluster.core.ClusterCore;
import io.weir.kafka.testcluster.core.Effect;
import io.weir.kafka.testcluster.core.Event;
import io.weir.kafka.testcluster.core.PartitionCopy;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.Endpoint;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.MemoryStorage;
import io.weir.kafka.testcluster.storage.ReadBound;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The cluster's core on virtual time: carries out its effects, and hands frames to their streams.
 */
final class SimulatedCluster implements AutoCloseable {

  static final String HOST = "broker.simulated";
  private static final String LISTENER = "PLAINTEXT";
  private static final int FIRST_PORT = 9092;
  private static final int CHUNK_BYTES = 1 << 20;

  /** Failures are noticed soon, so that a run sees many. */
  private static final ClusterSettings SETTINGS =
      ClusterSettings.of(
          Map.of(
              "broker.session.timeout.ms", "3000",
              "broker.heartbeat.interval.ms", "500",
              "replica.lag.time.max.ms", "2000",
              "replica.fetch.backoff.ms", "200",
              "default.replication.factor", "3"));

  private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The broker's side of one stream. */
  interface Stream {

    /** A response; <em>consumed</em>. */
    void response(ByteBuf frame);

    void closedByBroker(String reason);
  }

  private final VirtualTime time;
  private final MemoryStorage storage = new MemoryStorage();
  private final ClusterCore core;
  private final int brokers;
  private final Map<Long, Stream> streams = new HashMap<>();
  private long nextConnection = 1;

  SimulatedCluster(
      VirtualTime time, RandomGenerator random, int brokers, ByteBufAllocator allocator) {
    this.time = time;
    this.brokers = brokers;
    this.core = new ClusterCore(SETTINGS, storage, random, allocator);
    for (int id = 0; id < brokers; id++) {
      start(id);
    }
  }

  private void start(int broker) {
    Endpoint endpoint = new Endpoint(LISTENER, HOST, FIRST_PORT + broker);
    step(new Event.BrokerStarted(new BrokerNode(broker, List.of(endpoint))));
  }

  /** Starts the broker again if it is going down, as soon as that is done. */
  void startOnceDown(int broker) {
    if (!core.isRunning(broker)) {
      start(broker);
    } else if (core.image().liveBroker(broker) == null || !core.image().isEligible(broker)) {
      time.after(LOOK_AGAIN_NANOS, () -> startOnceDown(broker));
    }
  }

  /** What the broker asks of others does not reach them. */
  void isolateFetches(int broker) {
    others(broker).forEach(other -> core.network().cut(broker, other));
  }

  /** Undoes {@link #isolateFetches}. */
  void healFetches(int broker) {
    others(broker).forEach(other -> core.network().heal(broker, other));
    step(new Event.Nudged());
  }

  private IntStream others(int broker) {
    return IntStream.range(0, brokers).filter(other -> other != broker);
  }

  void createTopic(String name, int partitions) {
    core.createTopic(NewTopic.named(name).withPartitions(partitions));
  }

  /** The values in each partition's log by its name, such as {@code orders-0}, in offset order. */
  Map<String, List<String>> logs() {
    Map<String, List<String>> logs = new HashMap<>();
    for (TopicImage topic : core.image().topics()) {
      for (PartitionImage partition : topic.partitions()) {
        logs.put(topic.name() + "-" + partition.index(), values(topic.name(), partition.index()));
      }
    }
    return logs;
  }

  private List<String> values(String topic, int partition) {
    PartitionCopy replica = core.replica(topic, partition);
    List<String> values = new ArrayList<>();
    long next = replica.logStartOffset();
    while (next < replica.highWatermark()) {
      ByteBuf chunk = replica.read(next, ReadBound.atLeastOneBatch(CHUNK_BYTES));
      for (RecordBatchView batch : RecordBatchView.allIn(chunk)) {
        batch
            .records(UnpooledByteBufAllocator.DEFAULT, CHUNK_BYTES)
            .forEach(record -> values.add(text(record)));
        next = batch.nextOffset();
      }
      chunk.release();
    }
    return values;
  }

  private static String text(DecodedRecord record) {
    return record.value() == null ? "" : UTF_8.decode(record.value().duplicate()).toString();
  }

  String bootstrapServers() {
    return HOST + ":" + FIRST_PORT;
  }

  /** Opens a stream to the broker at this port; returns its id. */
  long open(int port, Stream stream) {
    int broker = port - FIRST_PORT;
    if (broker < 0 || broker >= brokers) {
      throw new IllegalArgumentException("no broker listens at port " + port);
    }
    long id = nextConnection++;
    streams.put(id, stream);
    step(new Event.ConnectionOpened(id, broker, LISTENER));
    return id;
  }

  /** One request without its length; <em>consumed</em>. */
  void request(long connection, ByteBuf frame) {
    step(new Event.FrameReceived(connection, frame));
  }

  void close(long connection) {
    if (streams.remove(connection) != null) {
      step(new Event.ConnectionClosed(connection));
    }
  }

  void step(Event event) {
    for (Effect effect : core.step(event, time.wallClock().currentTimeMs())) {
      carryOut(effect);
    }
  }

  private void carryOut(Effect effect) {
    if (effect instanceof Effect.Send send) {
      respond(send);
    } else if (effect instanceof Effect.Close close) {
      Stream stream = streams.remove(close.connection());
      if (stream != null) {
        stream.closedByBroker(close.reason());
      }
    } else if (effect instanceof Effect.SetTimer timer) {
      long delayMs = timer.atMs() - time.wallClock().currentTimeMs();
      time.after(
          TimeUnit.MILLISECONDS.toNanos(delayMs), () -> step(new Event.TimerFired(timer.timer())));
    }
    // Pause and Resume need nothing here: a simulated stream holds what the core does not take yet.
    // CancelTimer neither: the core ignores a timer that it no longer waits for.
  }

  private void respond(Effect.Send send) {
    Stream stream = streams.get(send.connection());
    if (stream == null) {
      send.frame().release();
    } else {
      stream.response(send.frame());
    }
  }

  @Override
  public void close() {
    core.close();
    storage.close();
  }
}
