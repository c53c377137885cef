package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.testcluster.broker.Broker;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: requests are handled one after the other, so that responses leave in the
 * order of the requests, as Kafka promises.
 *
 * <p>Owned by the core's thread. While a request waits, further ones queue; the driver is told to
 * pause with the first of them, so the queue holds no more than what was already on its way.
 */
final class Connection {

  private final long id;
  private final Broker broker;
  private final String listener;
  private final Deque<ByteBuf> queue = new ArrayDeque<>();

  /** Both: owned by the core's thread. */
  private @Nullable WaitingRequest<?> waiting;

  private boolean paused;

  Connection(long id, Broker broker, String listener) {
    this.id = id;
    this.broker = broker;
    this.listener = listener;
  }

  long id() {
    return id;
  }

  Broker broker() {
    return broker;
  }

  String listener() {
    return listener;
  }

  /**
   * @param frame <em>consumed</em> when it is polled or dropped
   */
  void add(ByteBuf frame) {
    queue.add(frame);
  }

  /** The next request, owned by the caller; null if there is none or one waits. */
  @Nullable ByteBuf poll() {
    return waiting == null ? queue.poll() : null;
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

  /** Whether the driver should be told to pause: true at most once until {@link #resumes}. */
  boolean pauses() {
    boolean pauses = !paused && waiting != null && !queue.isEmpty();
    paused |= pauses;
    return pauses;
  }

  /** Whether the driver should be told to read again. */
  boolean resumes() {
    boolean resumes = paused && waiting == null;
    paused &= !resumes;
    return resumes;
  }

  /** Releases what has not been handled. */
  void drop() {
    queue.forEach(ByteBuf::release);
    queue.clear();
  }
}
