package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.Waiting;

/** What became of one frame. */
sealed interface Dispatched {

  record Answered(Response<?> response) implements Dispatched {}

  record Unanswered() implements Dispatched {}

  record Refused(String reason) implements Dispatched {}

  record Parked<R extends Record>(
      RequestHandler<?, R> handler,
      RequestHeader header,
      RequestContext context,
      Waiting<R> waiting)
      implements Dispatched {

    WaitingRequest<R> on(Connection connection) {
      return new WaitingRequest<>(connection, handler, header, context, waiting);
    }
  }
}
