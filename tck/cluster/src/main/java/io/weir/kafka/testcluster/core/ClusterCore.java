package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.core.Dispatched.Answered;
import io.weir.kafka.testcluster.core.Dispatched.Parked;
import io.weir.kafka.testcluster.core.Dispatched.Refused;
import io.weir.kafka.testcluster.core.Effect.CancelTimer;
import io.weir.kafka.testcluster.core.Effect.Close;
import io.weir.kafka.testcluster.core.Effect.Pause;
import io.weir.kafka.testcluster.core.Effect.Resume;
import io.weir.kafka.testcluster.core.Effect.Send;
import io.weir.kafka.testcluster.core.Effect.SetTimer;
import io.weir.kafka.testcluster.core.Event.BrokerStarted;
import io.weir.kafka.testcluster.core.Event.BrokerStopped;
import io.weir.kafka.testcluster.core.Event.ConnectionClosed;
import io.weir.kafka.testcluster.core.Event.ConnectionOpened;
import io.weir.kafka.testcluster.core.Event.FrameReceived;
import io.weir.kafka.testcluster.core.Event.TimerFired;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.PartitionImage;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.replica.Replica;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A whole cluster: brokers, controller, connections and waiting requests.
 *
 * <p>Driven by one thread, which feeds events and carries out effects; time comes with each event,
 * chance and storage come from outside. So one core serves sockets as well as a simulation, and the
 * same events give the same effects, byte for byte.
 *
 * <p>A driver in memory: {@code BrokerStarted} for each broker, {@code ConnectionOpened}, then
 * {@code FrameReceived} with a request's bytes; the response comes back as {@code Send} with the
 * connection's id, at once or after a later event.
 */
public final class ClusterCore implements AutoCloseable {

  private final Storage storage;
  private final ByteBufAllocator allocator;
  private final Controller controller;
  private final Dispatcher dispatcher;
  private final Purgatory purgatory = new Purgatory();

  /** Brokers that have ever run, by id, and open connections; owned by the driving thread. */
  private final Map<Integer, Broker> brokers = new HashMap<>();

  private final Map<Long, Connection> connections = new LinkedHashMap<>();

  /** Connections to be served in this step; owned by the driving thread. */
  private final Deque<Connection> ready = new ArrayDeque<>();

  /** Effects of the current step; owned by the driving thread. */
  private List<Effect> effects = new ArrayList<>();

  /** Owned by the driving thread. */
  private long nextTimer = 1;

  /**
   * @param storage where an earlier cluster may have left its topics; stays with the caller, who
   *     closes it
   * @param random for the ids of cluster and topics
   * @param allocator for responses
   */
  public ClusterCore(
      ClusterSettings settings,
      Storage storage,
      RandomGenerator random,
      ByteBufAllocator allocator) {
    this.storage = storage;
    this.allocator = allocator;
    this.controller = new Controller(settings, storage, random);
    this.dispatcher = new Dispatcher(new Handlers(allocator), controller, settings);
  }

  /**
   * Takes one event.
   *
   * @param nowMs milliseconds since 1970; never less than in an earlier call
   * @return what to do, in this order; owned by the caller, with the frames in it
   */
  public List<Effect> step(Event event, long nowMs) {
    if (event instanceof FrameReceived received) {
      frameReceived(received, nowMs);
    } else if (event instanceof TimerFired fired) {
      timerFired(fired.timer(), nowMs);
    } else if (event instanceof ConnectionOpened opened) {
      connectionOpened(opened);
    } else if (event instanceof ConnectionClosed closed) {
      forget(closed.connection());
    } else if (event instanceof BrokerStarted started) {
      brokerStarted(started.broker());
    } else if (event instanceof BrokerStopped stopped) {
      brokerStopped(stopped.broker());
    }
    List<Effect> done = effects;
    effects = new ArrayList<>();
    return done;
  }

  private void brokerStarted(BrokerNode node) {
    Broker broker = brokers.computeIfAbsent(node.id(), id -> new Broker(id, controller, storage));
    controller.brokerStarted(node);
    broker.openReplicas();
  }

  private void brokerStopped(int id) {
    controller.brokerStopped(id);
    for (Connection connection : List.copyOf(connections.values())) {
      if (connection.broker().id() == id) {
        close(connection, "broker " + id + " stops");
      }
    }
  }

  private void connectionOpened(ConnectionOpened opened) {
    Broker broker = brokers.get(opened.broker());
    if (broker == null || controller.image().liveBroker(opened.broker()) == null) {
      effects.add(new Close(opened.connection(), "broker " + opened.broker() + " does not run"));
      return;
    }
    connections.put(
        opened.connection(), new Connection(opened.connection(), broker, opened.listener()));
  }

  private void frameReceived(FrameReceived received, long nowMs) {
    Connection connection = connections.get(received.connection());
    if (connection == null) {
      received.frame().release();
      return;
    }
    connection.add(received.frame());
    ready.add(connection);
    serveReady(nowMs);
  }

  private void timerFired(long timer, long nowMs) {
    WaitingRequest<?> request = purgatory.byTimer(timer);
    if (request != null) {
      leavePurgatory(request);
      send(request.connection(), request.expire(nowMs));
      serveReady(nowMs);
    }
  }

  /** Serves connections that may have a request to handle, until none is left. */
  private void serveReady(long nowMs) {
    for (Connection next = ready.poll(); next != null; next = ready.poll()) {
      serve(next, nowMs);
    }
  }

  private void serve(Connection connection, long nowMs) {
    for (ByteBuf frame = connection.poll(); frame != null; frame = connection.poll()) {
      try {
        carryOut(dispatcher.dispatch(connection, frame, nowMs), connection);
      } finally {
        frame.release();
      }
      wakeWatchers(connection.broker(), nowMs);
    }
    if (!connections.containsKey(connection.id())) {
      return;
    }
    if (connection.pauses()) {
      effects.add(new Pause(connection.id()));
    } else if (connection.resumes()) {
      effects.add(new Resume(connection.id()));
    }
  }

  private void carryOut(Dispatched dispatched, Connection connection) {
    if (dispatched instanceof Answered answered) {
      send(connection, answered.response());
    } else if (dispatched instanceof Parked<?> parked) {
      enterPurgatory(parked.as(nextTimer++, connection));
    } else if (dispatched instanceof Refused refused) {
      close(connection, refused.reason());
    }
  }

  private void send(Connection connection, Response<?> response) {
    effects.add(new Send(connection.id(), response.encode(allocator)));
  }

  private void enterPurgatory(WaitingRequest<?> request) {
    request.connection().waitFor(request);
    purgatory.add(request);
    if (request.hasDeadline()) {
      effects.add(new SetTimer(request.timer(), request.waiting().deadlineMs()));
    }
  }

  private void leavePurgatory(WaitingRequest<?> request) {
    purgatory.remove(request);
    request.connection().stopWaiting();
    ready.add(request.connection());
  }

  private void wakeWatchers(Broker broker, long nowMs) {
    for (WatchKey key : broker.drainAdvanced()) {
      for (WaitingRequest<?> request : purgatory.watching(broker.id(), key)) {
        request.retry(nowMs).ifPresent(response -> wake(request, response));
      }
    }
  }

  private void wake(WaitingRequest<?> request, Response<?> response) {
    leavePurgatory(request);
    cancelTimer(request);
    send(request.connection(), response);
  }

  private void close(Connection connection, String reason) {
    effects.add(new Close(connection.id(), reason));
    forget(connection.id());
  }

  private void forget(long id) {
    Connection connection = connections.remove(id);
    if (connection == null) {
      return;
    }
    WaitingRequest<?> waiting = connection.waiting();
    if (waiting != null) {
      purgatory.remove(waiting);
      cancelTimer(waiting);
    }
    connection.drop();
  }

  private void cancelTimer(WaitingRequest<?> request) {
    if (request.hasDeadline()) {
      effects.add(new CancelTimer(request.timer()));
    }
  }

  /** The metadata of this moment. */
  public ClusterImage image() {
    return controller.image();
  }

  /**
   * Creates a topic, as an administrator's request would.
   *
   * @throws io.weir.kafka.testcluster.metadata.RejectedException with Kafka's error
   */
  public TopicImage createTopic(NewTopic topic) {
    return controller.create(topic);
  }

  /**
   * The partition's copy at its preferred leader, whether or not that broker runs; to be read only.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public Replica replica(String topicName, int index) {
    TopicImage topic = controller.image().topic(topicName);
    PartitionImage partition = topic == null ? null : topic.partition(index);
    Broker broker = partition == null ? null : brokers.get(partition.replicas().get(0));
    if (topic == null || partition == null || broker == null) {
      throw new IllegalArgumentException("There is no partition " + topicName + "-" + index);
    }
    return broker.replica(topic, partition);
  }

  /** Drops all connections and what waits; nothing is sent. The last call. */
  @Override
  public void close() {
    List.copyOf(connections.keySet()).forEach(this::forget);
  }
}
