package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.metadata.WatchKey;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.Waiting;
import java.util.List;
import java.util.Optional;

/**
 * A request in the purgatory.
 *
 * @param timer its id, unique in the cluster
 * @param watched what it watches, as long as it waits
 */
record WaitingRequest<R extends Record>(
    long timer,
    Connection connection,
    RequestHandler<?, R> handler,
    RequestHeader header,
    RequestContext context,
    Waiting<R> waiting,
    List<WatchKey> watched) {

  boolean hasDeadline() {
    return waiting.deadlineMs() != Waiting.NO_DEADLINE;
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
    return new Response<>(handler, header, body);
  }
}
