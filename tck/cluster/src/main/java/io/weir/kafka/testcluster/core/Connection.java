package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.broker.Broker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * A broker's end of one connection: requests are handled one after the other, so that responses
 * leave in the order of the requests, as Kafka promises.
 *
 * <p>Owned by the core's thread. While a request waits, further ones queue; the peer is told to
 * pause with the first of them, so the queue holds no more than what was already on its way.
 */
final class Connection {

  private final BrokerProcess process;
  private final String listener;
  private final Peer peer;
  private final Deque<ByteBuf> queue = new ArrayDeque<>();

  /** All three: owned by the core's thread. */
  private @Nullable WaitingRequest<?> waiting;

  private boolean paused;
  private boolean closed;

  /**
   * @param listener the name of the broker's listener that the peer came through
   */
  Connection(BrokerProcess process, String listener, Peer peer) {
    this.process = process;
    this.listener = listener;
    this.peer = peer;
  }

  BrokerProcess process() {
    return process;
  }

  Broker broker() {
    return process.broker();
  }

  String listener() {
    return listener;
  }

  Peer peer() {
    return peer;
  }

  /**
   * @param frame <em>consumed</em> when it is polled or dropped
   */
  void add(ByteBuf frame) {
    queue.add(frame);
  }

  /** The next request, owned by the caller; null if there is none, or none can be handled now. */
  @Nullable ByteBuf poll() {
    return waiting == null && !process.isPaused() ? queue.poll() : null;
  }

  @Nullable WaitingRequest<?> waiting() {
    return waiting;
  }

  void waitFor(WaitingRequest<?> request) {
    waiting = request;
  }

  void stopWaiting() {
    waiting = null;
  }

  /** Tells the peer to pause or to go on, whichever has become true. */
  void steerPeer() {
    boolean stuck = !closed && waiting != null && !queue.isEmpty();
    if (stuck && !paused) {
      paused = true;
      peer.pause();
    } else if (paused && waiting == null && !closed) {
      paused = false;
      peer.resume();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Releases what has not been handled. */
  void close() {
    closed = true;
    queue.forEach(ByteBuf::release);
    queue.clear();
  }
}
