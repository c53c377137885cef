package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.Waiting;
import java.util.List;

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

    WaitingRequest<R> as(long timer, Connection connection) {
      return new WaitingRequest<>(
          timer, connection, handler, header, context, waiting, List.copyOf(waiting.watched()));
    }
  }
}
