package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.core.Dispatched.Parked;
import io.weir.kafka.testcluster.fault.RequestOutcome.Disconnected;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.Waiting;
import java.util.List;
import java.util.Optional;

/**
 * A request in the purgatory. Owned by the core's thread; compared by identity.
 *
 * @param <R> its response
 */
final class WaitingRequest<R extends Record> implements Occupant {

  private static final long NO_TIMER = -1;

  private final Connection connection;
  private final RequestHandler<?, R> handler;
  private final RequestHeader header;
  private final RequestContext context;
  private final Departure<R> departure;
  private final Waiting<R> waiting;
  private final List<WatchKey> watched;

  /** Owned by the core's thread. */
  private long timer = NO_TIMER;

  WaitingRequest(Connection connection, Parked<R> parked) {
    this.connection = connection;
    this.handler = parked.handler();
    this.header = parked.header();
    this.context = parked.context();
    this.departure = parked.departure();
    this.waiting = parked.waiting();
    this.watched = List.copyOf(waiting.watched());
  }

  Connection connection() {
    return connection;
  }

  /** What it watches, as long as it waits. */
  List<WatchKey> watched() {
    return watched;
  }

  /** Lets it expire when its deadline comes, if it has one. */
  void startTimer(TaskOfRequest onExpiry) {
    if (waiting.deadlineMs() != Waiting.NO_DEADLINE) {
      timer = connection.process().schedule(waiting.deadlineMs(), now -> onExpiry.run(this, now));
    }
  }

  void stopTimer() {
    if (timer != NO_TIMER) {
      connection.process().cancel(timer);
    }
  }

  /** A response to be encoded, if what it watches has advanced far enough. */
  Optional<Response<R>> retry(long nowMs) {
    return waiting.retry(context.at(nowMs)).map(this::response);
  }

  /** A response to be encoded, now that the time has run out. */
  Response<R> expire(long nowMs) {
    return response(waiting.expire(context.at(nowMs)));
  }

  private Response<R> response(R body) {
    return new Response<>(handler, header, body, departure);
  }

  @Override
  public void abandon(String reason) {
    connection.process().purgatory().remove(this);
    stopTimer();
    departure.trace().became(new Disconnected(reason));
  }

  @FunctionalInterface
  interface TaskOfRequest {
    void run(WaitingRequest<?> request, long nowMs);
  }
}
