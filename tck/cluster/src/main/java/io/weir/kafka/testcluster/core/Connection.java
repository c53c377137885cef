package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.broker.Broker;
import io.weir.kafka.testcluster.fault.Origin;
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
  private final Origin origin;
  private final Peer peer;
  private final Deque<ByteBuf> queue = new ArrayDeque<>();

  /** All three: owned by the core's thread. */
  private @Nullable Occupant occupant;

  private boolean paused;
  private boolean closed;

  /**
   * @param origin of its requests
   */
  Connection(BrokerProcess process, Origin origin, Peer peer) {
    this.process = process;
    this.origin = origin;
    this.peer = peer;
  }

  BrokerProcess process() {
    return process;
  }

  Broker broker() {
    return process.broker();
  }

  Origin origin() {
    return origin;
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
    return occupant == null && !process.isPaused() ? queue.poll() : null;
  }

  /** Handles nothing more until {@link #free}. */
  void occupy(Occupant newOccupant) {
    occupant = newOccupant;
  }

  void free() {
    occupant = null;
  }

  /** Tells the peer to pause or to go on, whichever has become true. */
  void steerPeer() {
    boolean stuck = !closed && occupant != null && !queue.isEmpty();
    if (stuck && !paused) {
      paused = true;
      peer.pause();
    } else if (paused && occupant == null && !closed) {
      paused = false;
      peer.resume();
    }
  }

  boolean isClosed() {
    return closed;
  }

  /** Releases what has not been handled. */
  void close(String reason) {
    closed = true;
    if (occupant != null) {
      occupant.abandon(reason);
      occupant = null;
    }
    queue.forEach(ByteBuf::release);
    queue.clear();
  }
}
