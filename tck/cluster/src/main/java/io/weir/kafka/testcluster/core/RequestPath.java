package io.weir.kafka.testcluster.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.weir.kafka.testcluster.core.Dispatched.Answered;
import io.weir.kafka.testcluster.core.Dispatched.Ignored;
import io.weir.kafka.testcluster.core.Dispatched.Parked;
import io.weir.kafka.testcluster.core.Dispatched.Postponed;
import io.weir.kafka.testcluster.core.Dispatched.Refused;
import io.weir.kafka.testcluster.core.Dispatched.Unanswered;
import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.metadata.WatchKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one way of a request through a broker, whoever sent it: from the frame to the handler,
 * perhaps through the purgatory, to the response.
 *
 * <p>Owned by the core's thread. A connection's requests are handled one at a time. {@link #handle}
 * is the only place where a frame is dispatched, {@link #respond} the only one where a response
 * leaves.
 */
final class RequestPath {

  private static final System.Logger LOG = System.getLogger(RequestPath.class.getName());

  private final Dispatcher dispatcher;
  private final ByteBufAllocator allocator;
  private final Departures departures = new Departures(this);

  /** Connections that may have a request to handle; owned by the core's thread. */
  private final Deque<Connection> ready = new ArrayDeque<>();

  RequestPath(Dispatcher dispatcher, ByteBufAllocator allocator) {
    this.dispatcher = dispatcher;
    this.allocator = allocator;
  }

  /**
   * A request has arrived; it is handled with the next {@link #serveNext}.
   *
   * @param frame <em>consumed</em>
   */
  void arrived(Connection connection, ByteBuf frame) {
    if (connection.isClosed()) {
      frame.release();
      return;
    }
    connection.add(frame);
    ready.add(connection);
  }

  /** Handles all that one connection can have handled; false if there is none to serve. */
  boolean serveNext(long nowMs) {
    Connection connection = ready.poll();
    if (connection == null) {
      return false;
    }
    for (ByteBuf frame = connection.poll(); frame != null; frame = connection.poll()) {
      try {
        handle(connection, frame, null, nowMs);
      } finally {
        frame.release();
      }
      wakeWatchers(connection.process(), nowMs);
    }
    connection.steerPeer();
    return true;
  }

  /** The process goes on: what has queued meanwhile is handled. */
  void resumed(BrokerProcess process) {
    ready.addAll(process.connections());
  }

  /**
   * @param frame <em>borrowed</em>
   * @param admitted of a request that a fault has postponed; null for one that is new
   */
  private void handle(
      Connection connection, ByteBuf frame, @Nullable RequestTrace admitted, long nowMs) {
    int start = frame.readerIndex();
    Dispatched dispatched = dispatcher.dispatch(connection, frame, admitted, nowMs);
    if (dispatched instanceof Answered answered) {
      respond(connection, answered.response(), nowMs);
    } else if (dispatched instanceof Parked<?> parked) {
      enterPurgatory(parked.on(connection));
    } else if (dispatched instanceof Refused refused) {
      close(connection, refused.reason(), nowMs);
    } else if (dispatched instanceof Unanswered unanswered) {
      departures.leaveWithoutAnswer(connection, unanswered.departure(), nowMs);
    } else if (dispatched instanceof Postponed postponed) {
      postpone(connection, frame.readerIndex(start).retain(), postponed, nowMs);
    } else if (dispatched instanceof Ignored) {
      connection.occupy(Hold.forever(connection));
    }
  }

  /**
   * @param frame <em>consumed</em>
   */
  private void postpone(Connection connection, ByteBuf frame, Postponed postponed, long nowMs) {
    Hold hold = new Hold(connection, frame, postponed.trace());
    connection.occupy(hold);
    hold.until(
        nowMs + postponed.delayMs(),
        now -> {
          free(connection);
          try {
            handle(connection, hold.frame(), postponed.trace(), now);
          } finally {
            hold.frame().release();
          }
        });
  }

  private void respond(Connection connection, Response<?> response, long nowMs) {
    ByteBuf frame;
    try {
      frame = response.encode(allocator, nowMs);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "The broker cannot answer a request", e);
      departures.fail(connection, response.departure(), "the broker cannot answer: " + e, nowMs);
      return;
    }
    departures.leave(connection, frame, response.departure(), nowMs);
  }

  private void enterPurgatory(WaitingRequest<?> request) {
    request.connection().occupy(request);
    request.connection().process().purgatory().add(request);
    request.startTimer(this::expire);
  }

  private void expire(WaitingRequest<?> request, long nowMs) {
    leavePurgatory(request);
    respond(request.connection(), request.expire(nowMs), nowMs);
  }

  private void leavePurgatory(WaitingRequest<?> request) {
    Connection connection = request.connection();
    connection.process().purgatory().remove(request);
    free(connection);
  }

  /** The connection can handle its next request. */
  void free(Connection connection) {
    connection.free();
    ready.add(connection);
  }

  /** Tries the requests again that wait for something which has moved at this broker. */
  void wakeWatchers(BrokerProcess process, long nowMs) {
    Set<WatchKey> advanced = process.broker().drainAdvanced(nowMs);
    if (!advanced.isEmpty()) {
      for (WaitingRequest<?> request : process.purgatory().watching(advanced)) {
        retry(request, nowMs);
      }
    }
  }

  private <R extends Record> void retry(WaitingRequest<R> request, long nowMs) {
    Optional<Response<R>> response = request.retry(nowMs);
    if (response.isPresent()) {
      request.stopTimer();
      leavePurgatory(request);
      respond(request.connection(), response.get(), nowMs);
    }
  }

  /** Closes a connection from the broker's side. */
  void close(Connection connection, String reason, long nowMs) {
    if (!connection.isClosed()) {
      forget(connection, reason);
      connection.peer().closed(reason, nowMs);
    }
  }

  /** The far end has closed the connection. */
  void forget(Connection connection, String reason) {
    connection.process().connections().remove(connection);
    connection.close(reason);
  }
}
