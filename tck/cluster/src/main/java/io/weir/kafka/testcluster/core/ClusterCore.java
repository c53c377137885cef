package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.broker.Broker.BrokerRules;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.core.Event.BrokerKilled;
import io.weir.kafka.testcluster.core.Event.BrokerPaused;
import io.weir.kafka.testcluster.core.Event.BrokerPoweredOff;
import io.weir.kafka.testcluster.core.Event.BrokerResumed;
import io.weir.kafka.testcluster.core.Event.BrokerStarted;
import io.weir.kafka.testcluster.core.Event.BrokerStopped;
import io.weir.kafka.testcluster.core.Event.ConnectionClosed;
import io.weir.kafka.testcluster.core.Event.ConnectionOpened;
import io.weir.kafka.testcluster.core.Event.FrameReceived;
import io.weir.kafka.testcluster.core.Event.TimerFired;
import io.weir.kafka.testcluster.fault.Faults;
import io.weir.kafka.testcluster.fault.Origin;
import io.weir.kafka.testcluster.fault.RequestJournal;
import io.weir.kafka.testcluster.fault.VersionCaps;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.metadata.ClusterSettings;
import io.weir.kafka.testcluster.metadata.NewTopic;
import io.weir.kafka.testcluster.metadata.ReplicationRules;
import io.weir.kafka.testcluster.metadata.TopicImage;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

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
 *
 * <p>Each step first handles its event, then whatever follows from it without time passing:
 * messages between nodes, requests that were woken. It ends when nothing is left to do now.
 */
public final class ClusterCore implements AutoCloseable {

  private final Storage storage;
  private final RandomGenerator random;
  private final BrokerRules rules;
  private final Controller controller;
  private final Effects effects = new Effects();
  private final Timers timers = new Timers(effects);
  private final RequestPath path;
  private final Nodes nodes;
  private final Copies copies;
  private final Gate gate;
  private final ClientNetwork clients;

  /**
   * @param storage where an earlier cluster may have left its topics; stays with the caller, who
   *     closes it
   * @param random for the ids of cluster, topics and members of groups, and what a power failure
   *     tears
   * @param allocator for responses
   */
  public ClusterCore(
      ClusterSettings settings,
      Storage storage,
      RandomGenerator random,
      ByteBufAllocator allocator) {
    this(new BrokerRules(settings, ReplicationRules.KAFKA), storage, random, allocator);
  }

  /** As the other one, with rules of replication that a test may have changed. */
  public ClusterCore(
      BrokerRules rules, Storage storage, RandomGenerator random, ByteBufAllocator allocator) {
    this.storage = storage;
    this.random = random;
    this.rules = rules;
    this.controller = new Controller(rules.settings(), storage, random, rules.replication());
    this.gate = new Gate(random, this::topicName);
    Dispatcher dispatcher = new Dispatcher(new Handlers(allocator), rules.settings(), gate);
    this.path = new RequestPath(dispatcher, allocator);
    this.clients = new ClientNetwork(path, timers, effects);
    this.nodes = new Nodes(controller, timers, path, effects, allocator, storage);
    this.copies = new Copies(controller, nodes, storage);
  }

  /**
   * Takes one event.
   *
   * @param nowMs milliseconds since 1970; never less than in an earlier call
   * @return what to do, in this order; owned by the caller, with the frames in it
   */
  public List<Effect> step(Event event, long nowMs) {
    settle(nowMs);
    if (event instanceof FrameReceived received) {
      clients.received(received.connection(), received.frame(), nowMs);
    } else if (event instanceof TimerFired fired) {
      timers.fired(fired.timer(), nowMs);
    } else if (event instanceof ConnectionOpened opened) {
      Origin origin = Origin.client(opened.connection(), opened.broker(), opened.listener());
      clients.opened(origin, nodes.running(opened.broker()));
    } else if (event instanceof ConnectionClosed closed) {
      clients.closed(closed.connection());
    } else if (event instanceof BrokerStarted started) {
      brokerStarted(started.broker(), nowMs);
    } else {
      brokerEvent(event, nowMs);
    }
    settle(nowMs);
    nodes.keepControllerAwake();
    return effects.drain();
  }

  private void brokerEvent(Event event, long nowMs) {
    if (event instanceof BrokerStopped stopped) {
      BrokerProcess process = nodes.running(stopped.broker());
      if (process != null) {
        process.receive(process.broker()::shutDown, nowMs);
      }
    } else if (event instanceof BrokerKilled killed) {
      if (end(killed.broker(), "is killed", nowMs)) {
        storage.kill(killed.broker());
      }
    } else if (event instanceof BrokerPoweredOff powerless) {
      if (end(powerless.broker(), "has no power", nowMs)) {
        storage.powerOff(powerless.broker(), random);
      }
    } else if (event instanceof BrokerPaused paused) {
      BrokerProcess process = nodes.running(paused.broker());
      if (process != null) {
        process.pause();
      }
    } else if (event instanceof BrokerResumed resumed) {
      resume(resumed.broker(), nowMs);
    }
  }

  private boolean end(int broker, String how, long nowMs) {
    BrokerProcess process = nodes.running(broker);
    if (process != null) {
      nodes.ended(process, "broker " + broker + " " + how, nowMs);
    }
    return process != null;
  }

  private void resume(int broker, long nowMs) {
    BrokerProcess process = nodes.running(broker);
    if (process != null && process.isPaused()) {
      process.resume(nowMs);
      path.resumed(process);
    }
  }

  private void brokerStarted(BrokerNode node, long nowMs) {
    if (nodes.running(node.id()) != null) {
      throw new IllegalStateException("Broker " + node.id() + " runs already");
    }
    ClusterImage nothing = ClusterImage.empty(controller.image().clusterId(), rules.settings());
    BrokerProcess process =
        new BrokerProcess(
            node, nodes, random, host -> new Broker(node, nothing, host, storage, rules));
    nodes.started(process);
    process.broker().start(nowMs);
  }

  /** Does all that needs no time: each round lets one connection or one message have its turn. */
  private void settle(long nowMs) {
    clients.settle(nowMs);
    boolean busy = true;
    while (busy) {
      nodes.publish(nowMs);
      wakeWatchers(nowMs);
      busy = path.serveNext(nowMs) || nodes.deliverNext(nowMs);
    }
  }

  private void wakeWatchers(long nowMs) {
    for (BrokerProcess process : nodes.running()) {
      path.wakeWatchers(process, nowMs);
    }
  }

  /** The network between brokers and controller; changes take effect with the next step. */
  public InterBrokerNetwork network() {
    return nodes.network();
  }

  /** The network between brokers and clients; changes take effect with the next step. */
  public ClientNetwork clientNetwork() {
    return clients;
  }

  /** What is done to requests. */
  public Faults faults() {
    return gate.faults();
  }

  /** The last requests. */
  public RequestJournal journal() {
    return gate.journal();
  }

  /** What clients may ask, to imitate older brokers; everything at first. */
  public VersionCaps versionCaps() {
    return gate.caps();
  }

  public void capVersions(VersionCaps caps) {
    gate.cap(caps);
  }

  private @Nullable String topicName(UUID id) {
    TopicImage topic = controller.image().topic(id);
    return topic == null ? null : topic.name();
  }

  /** Whether the broker's process runs, be it paused. */
  public boolean isRunning(int broker) {
    return nodes.running(broker) != null;
  }

  /** The brokers whose processes run, be they paused, by id. */
  public List<BrokerNode> runningBrokers() {
    return nodes.running().stream().map(BrokerProcess::node).toList();
  }

  /** The controller's metadata of this moment. */
  public ClusterImage image() {
    return controller.image();
  }

  /**
   * Creates a topic, as an administrator's request would. Brokers hear of it with the next step.
   *
   * @throws io.weir.kafka.testcluster.metadata.RejectedException with Kafka's error
   */
  public TopicImage createTopic(NewTopic topic) {
    return controller.create(topic);
  }

  /**
   * A partition's copy at its leader; without one, the copy that knows of most committed records,
   * whether or not its broker runs.
   *
   * @throws IllegalArgumentException if there is no such partition
   */
  public PartitionCopy replica(String topic, int partition) {
    return copies.best(topic, partition);
  }

  /**
   * A partition's copy at one broker, whether or not that runs.
   *
   * @throws IllegalArgumentException if there is no such partition, or it is not assigned there
   */
  public PartitionCopy replica(int broker, String topic, int partition) {
    return copies.at(broker, topic, partition);
  }

  /** All replicas of all brokers that run, by broker. */
  public List<ReplicaStatus> inspect() {
    return copies.running();
  }

  /** Drops all connections and what waits; nothing is sent. The last call. */
  @Override
  public void close() {
    nodes.running().forEach(process -> process.broker().checkpoint());
    nodes.close();
    clients.close();
  }
}
