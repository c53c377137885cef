package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.testcluster.broker.Forwarded;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import io.weir.kafka.testcluster.request.Outcome.Wait;

/**
 * InitProducerId (22), versions 0-5.
 *
 * <p>A producer without transactional id gets a new producer id and epoch 0, whatever id it names
 * (versions 3 and up), as real Kafka does. The id comes from the controller; a broker that cannot
 * reach it answers COORDINATOR_LOAD_IN_PROGRESS after a second, so that the client tries again.
 *
 * <p>Left out: transactions, a transactional id is answered UNSUPPORTED_VERSION, which no client
 * retries; blocks of ids, from which a real broker that is cut off serves for a while.
 */
public final class InitProducerIdHandler
    implements RequestHandler<InitProducerIdRequest, InitProducerIdResponse> {

  private static final long NO_ID = -1;
  private static final short NO_EPOCH = -1;
  private static final long TIMEOUT_MS = 1000;

  @Override
  public Api<InitProducerIdRequest, InitProducerIdResponse> api() {
    return Apis.INIT_PRODUCER_ID;
  }

  @Override
  public Outcome<InitProducerIdResponse> handle(
      InitProducerIdRequest request, RequestContext context) {
    if (request.transactionalId() != null) {
      return new Reply<>(response(ErrorCode.UNSUPPORTED_VERSION, NO_ID, NO_EPOCH));
    }
    long deadlineMs = context.nowMs() + TIMEOUT_MS;
    Forwarded<InitProducerIdResponse> id =
        context
            .broker()
            .forward(
                controller -> response(ErrorCode.NONE, controller.nextProducerId(), (short) 0),
                deadlineMs,
                context.nowMs());
    return new Wait<>(
        new WaitingForController<>(
            id, deadlineMs, response(ErrorCode.COORDINATOR_LOAD_IN_PROGRESS, NO_ID, NO_EPOCH)));
  }

  private static InitProducerIdResponse response(ErrorCode error, long id, short epoch) {
    return new InitProducerIdResponse(0, error.code(), id, epoch, NO_ID, NO_EPOCH);
  }
}
