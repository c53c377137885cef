package io.weir.kafka.testcluster.core;

import io.weir.kafka.protocol.RequestHeader;
import io.weir.kafka.testcluster.fault.RequestTrace;
import io.weir.kafka.testcluster.request.RequestContext;
import io.weir.kafka.testcluster.request.RequestHandler;
import io.weir.kafka.testcluster.request.Waiting;

/** What became of one frame. */
sealed interface Dispatched {

  /** There is an answer. */
  record Answered(Response<?> response) implements Dispatched {}

  /** It is handled and has no answer. */
  record Unanswered(Departure<?> departure) implements Dispatched {}

  /** The connection is to be closed. */
  record Refused(String reason) implements Dispatched {}

  /** A fault has it handled later. */
  record Postponed(long delayMs, RequestTrace trace) implements Dispatched {}

  /** A fault has it never handled, nor what is behind it. */
  record Ignored() implements Dispatched {}

  /** The answer has to wait for something. */
  record Parked<R extends Record>(
      RequestHandler<?, R> handler,
      RequestHeader header,
      RequestContext context,
      Waiting<R> waiting,
      Departure<R> departure)
      implements Dispatched {

    WaitingRequest<R> on(Connection connection) {
      return new WaitingRequest<>(connection, this);
    }
  }
}
