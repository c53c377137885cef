package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.controller.Controller;
import io.weir.kafka.testcluster.request.Outcome.Wait;

/**
 * An API that is the controller's business. Any broker takes the request, forwards it (KIP-590) and
 * answers when the controller has; if that is not within a minute, as in real Kafka, with
 * REQUEST_TIMED_OUT.
 */
interface ForwardedHandler<Q extends Record, R extends Record> extends RequestHandler<Q, R> {

  /** How long a broker tries to reach the controller. */
  long TIMEOUT_MS = 60_000;

  /** Does the work; runs at the controller. */
  R atController(Q request, ControllerCall call);

  /** The same error for all that the request wants. */
  R refused(Q request, ErrorCode error, int version);

  @Override
  default Outcome<R> handle(Q request, RequestContext context) {
    int broker = context.broker().id();
    int version = context.version();
    long deadlineMs = context.nowMs() + TIMEOUT_MS;
    Forwarded.Work<R> work =
        controller -> answer(request, new ControllerCall(controller, broker, version));
    return new Wait<>(
        new WaitingForController<>(
            context.broker().forward(work, deadlineMs, context.nowMs()),
            deadlineMs,
            refused(request, ErrorCode.REQUEST_TIMED_OUT, version)));
  }

  private R answer(Q request, ControllerCall call) {
    try {
      return atController(request, call);
    } catch (RuntimeException e) {
      System.getLogger(Controller.class.getName())
          .log(System.Logger.Level.ERROR, "The controller failed on a request", e);
      return refused(request, ErrorCode.UNKNOWN_SERVER_ERROR, call.version());
    }
  }
}
