package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.broker.BrokerHost;
import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.broker.PeerLink;
import io.weir.kafka.testcluster.broker.Task;
import io.weir.kafka.testcluster.controller.ControllerRequest;
import io.weir.kafka.testcluster.metadata.BrokerNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * One run of a broker, as its operating system sees it: connections, timers, and whether it gets to
 * run at all. A broker that is started again gets another process.
 *
 * <p>Owned by the core's thread.
 *
 * <pre>
 *   RUNNING <--- pause, resume ---> PAUSED
 *      |                              |
 *      +-----------> ENDED <----------+
 * </pre>
 *
 * <p>While it is paused, whatever happens to it waits in the inbox, in order. Once it has ended,
 * nothing happens to it any more.
 */
final class BrokerProcess implements BrokerHost {

  private enum State {
    RUNNING,
    PAUSED,
    ENDED
  }

  private final BrokerNode node;
  private final Nodes nodes;
  private final RandomGenerator random;
  private final Broker broker;
  private final Purgatory purgatory = new Purgatory();

  /** All below: owned by the core's thread. */
  private final Set<Connection> connections = new LinkedHashSet<>();

  private final Deque<Message> inbox = new ArrayDeque<>();
  private final Set<Long> timers = new HashSet<>();
  private State state = State.RUNNING;

  BrokerProcess(
      BrokerNode node, Nodes nodes, RandomGenerator random, Function<BrokerHost, Broker> broker) {
    this.node = node;
    this.nodes = nodes;
    this.random = random;
    this.broker = broker.apply(this);
  }

  int id() {
    return node.id();
  }

  BrokerNode node() {
    return node;
  }

  /** The listener through which other brokers come. */
  String interBrokerListener() {
    return node.endpoints().get(0).listener();
  }

  Broker broker() {
    return broker;
  }

  Purgatory purgatory() {
    return purgatory;
  }

  /** Those that are open, in the order in which they were opened. */
  Set<Connection> connections() {
    return connections;
  }

  boolean isPaused() {
    return state == State.PAUSED;
  }

  boolean hasEnded() {
    return state == State.ENDED;
  }

  /** Something happens to the process: now, when it is resumed, or never. */
  void receive(Message message, long nowMs) {
    switch (state) {
      case RUNNING -> message.deliver(nowMs);
      case PAUSED -> inbox.add(message);
      case ENDED -> message.drop();
    }
  }

  void pause() {
    if (state == State.RUNNING) {
      state = State.PAUSED;
    }
  }

  void resume(long nowMs) {
    if (state == State.PAUSED) {
      state = State.RUNNING;
      for (Message next = inbox.poll(); next != null; next = inbox.poll()) {
        receive(next, nowMs);
      }
    }
  }

  /** Ends it; its connections are the caller's to close. */
  void end() {
    state = State.ENDED;
    timers.forEach(nodes.timers()::cancel);
    timers.clear();
    inbox.forEach(Message::drop);
    inbox.clear();
  }

  @Override
  public long schedule(long atMs, Task task) {
    long[] id = new long[1];
    id[0] =
        nodes
            .timers()
            .schedule(atMs, now -> receive(later -> runUnlessCancelled(id[0], task, later), now));
    timers.add(id[0]);
    return id[0];
  }

  /** A timer that fires while the process is paused can still be cancelled before it goes on. */
  private void runUnlessCancelled(long timer, Task task, long nowMs) {
    if (timers.remove(timer)) {
      task.run(nowMs);
    }
  }

  @Override
  public void cancel(long timer) {
    timers.remove(timer);
    nodes.timers().cancel(timer);
  }

  @Override
  public void ask(ControllerRequest request, AnswerListener listener, long nowMs) {
    nodes.askController(this, request, listener, nowMs);
  }

  @Override
  public <T> void forward(
      Forwarded.Work<T> work, ResultListener<T> listener, long deadlineMs, long nowMs) {
    nodes.forward(this, new ForwardedWork<>(work, listener, deadlineMs), nowMs);
  }

  @Override
  public PeerLink connect(int broker, PeerLink.Listener listener) {
    return new PeerConnection(nodes, this, broker, listener);
  }

  @Override
  public RandomGenerator random() {
    return random;
  }

  @Override
  public ByteBufAllocator allocator() {
    return nodes.allocator();
  }

  @Override
  public void exit(long nowMs) {
    nodes.exited(this, nowMs);
  }
}
