package io.weir.kafka.testcluster.core;

import static io.weir.kafka.testcluster.core.InterBrokerNetwork.CONTROLLER;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.broker.BrokerHost.AnswerListener;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.controller.ControllerAnswer;
import io.weir.kafka.testcluster.controller.ControllerRequest;
import io.weir.kafka.testcluster.metadata.ClusterImage;
import io.weir.kafka.testcluster.storage.Storage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which brokers run, and how they and the controller reach each other.
 *
 * <p>Owned by the core's thread. A broker learns of the controller's decisions only by messages: by
 * the answers to what it asks, and by the cluster images that are published here.
 */
final class Nodes {

  private static final long NEVER = Long.MAX_VALUE;

  private final Controller controller;
  private final Timers timers;
  private final InterBrokerNetwork network;
  private final RequestPath path;
  private final Effects effects;
  private final ByteBufAllocator allocator;
  private final Storage storage;

  /** Brokers that run, by id; owned by the core's thread. */
  private final Map<Integer, BrokerProcess> running = new TreeMap<>();

  /** When the controller's timer fires; {@link #NEVER} if there is none; the core's thread. */
  private long controllerWakesMs = NEVER;

  private long controllerTimer;

  /** The last one that brokers were told; owned by the core's thread. */
  private ClusterImage published;

  Nodes(
      Controller controller,
      Timers timers,
      RequestPath path,
      Effects effects,
      ByteBufAllocator allocator,
      Storage storage) {
    this.controller = controller;
    this.timers = timers;
    this.network = new InterBrokerNetwork(timers);
    this.path = path;
    this.effects = effects;
    this.allocator = allocator;
    this.storage = storage;
    this.published = controller.image();
  }

  Timers timers() {
    return timers;
  }

  InterBrokerNetwork network() {
    return network;
  }

  RequestPath path() {
    return path;
  }

  ByteBufAllocator allocator() {
    return allocator;
  }

  /** The process of that broker; null if it does not run. */
  @Nullable BrokerProcess running(int broker) {
    return running.get(broker);
  }

  /** All that run, by id. */
  Collection<BrokerProcess> running() {
    return running.values();
  }

  void started(BrokerProcess process) {
    running.put(process.id(), process);
  }

  /** The process is no more: its connections close, the driver closes its listeners. */
  void ended(BrokerProcess process, String reason, long nowMs) {
    running.remove(process.id());
    for (Connection connection : List.copyOf(process.connections())) {
      path.close(connection, reason, nowMs);
    }
    process.end();
    effects.add(new Effect.Halted(process.id()));
  }

  /** The process ends in order: it saves what it has. */
  void exited(BrokerProcess process, long nowMs) {
    process.broker().checkpoint();
    ended(process, "broker " + process.id() + " stops", nowMs);
    storage.shutDown(process.id());
  }

  void askController(
      BrokerProcess process, ControllerRequest request, AnswerListener listener, long nowMs) {
    network.send(process.id(), CONTROLLER, now -> answer(process, request, listener, now), nowMs);
  }

  private void answer(
      BrokerProcess process, ControllerRequest request, AnswerListener listener, long nowMs) {
    ControllerAnswer answer = controller.handle(request, nowMs);
    Message message = now -> process.receive(later -> listener.answered(answer, later), now);
    network.send(CONTROLLER, process.id(), message, nowMs);
  }

  /** The controller works for a client of that broker, unless that has taken too long to arrive. */
  <T> void forward(BrokerProcess process, ForwardedWork<T> work, long nowMs) {
    network.send(process.id(), CONTROLLER, now -> carryOut(process, work, now), nowMs);
  }

  private <T> void carryOut(BrokerProcess process, ForwardedWork<T> work, long nowMs) {
    if (nowMs < work.deadlineMs()) {
      T result = work.work().run(controller);
      Message message = now -> process.receive(later -> work.listener().done(result), now);
      network.send(CONTROLLER, process.id(), message, nowMs);
    }
  }

  /** Tells all brokers what the controller has changed since the last call, if anything. */
  void publish(long nowMs) {
    ClusterImage image = controller.image();
    if (image.version() > published.version()) {
      published = image;
      for (BrokerProcess process : List.copyOf(running.values())) {
        network.send(CONTROLLER, process.id(), new NewImage(process, image), nowMs);
      }
    }
  }

  /**
   * Lets the controller act when it wants to. A deadline that moves away, as sessions' do with each
   * heartbeat, leaves the timer as it is: it then fires for nothing.
   */
  void keepControllerAwake() {
    long deadlineMs = controller.nextDeadlineMs().orElse(NEVER);
    if (deadlineMs < controllerWakesMs) {
      if (controllerWakesMs != NEVER) {
        timers.cancel(controllerTimer);
      }
      controllerWakesMs = deadlineMs;
      controllerTimer = timers.schedule(deadlineMs, this::wakeController);
    }
  }

  private void wakeController(long nowMs) {
    controllerWakesMs = NEVER;
    controller.tick(nowMs);
  }

  /** Lets the next message arrive that does now; false if none does. */
  boolean deliverNext(long nowMs) {
    Message message = network.poll();
    if (message != null) {
      message.deliver(nowMs);
    }
    return message != null;
  }

  private record NewImage(BrokerProcess process, ClusterImage image) implements Message {

    @Override
    public void deliver(long nowMs) {
      process.receive(now -> process.broker().apply(image, now), nowMs);
    }

    @Override
    public boolean replaces(Message earlier) {
      return earlier instanceof NewImage;
    }
  }

  /** Drops all that is under way and closes all connections; nothing is sent. */
  void close() {
    for (BrokerProcess process : new ArrayList<>(running.values())) {
      List.copyOf(process.connections())
          .forEach(connection -> path.forget(connection, "the cluster closes"));
      process.end();
    }
    running.clear();
    network.close();
  }
}
