package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.InitProducerIdRequest;
import io.weir.kafka.protocol.InitProducerIdResponse;
import io.weir.kafka.testcluster.request.Outcome.Reply;

/**
 * InitProducerId (22), versions 0-5.
 *
 * <p>A producer without transactional id gets a new producer id and epoch 0, whatever id it names
 * (versions 3 and up), as real Kafka does.
 *
 * <p>Left out: transactions. A transactional id is answered UNSUPPORTED_VERSION, which no client
 * retries.
 */
public final class InitProducerIdHandler
    implements RequestHandler<InitProducerIdRequest, InitProducerIdResponse> {

  private static final long NO_ID = -1;

  @Override
  public Api<InitProducerIdRequest, InitProducerIdResponse> api() {
    return Apis.INIT_PRODUCER_ID;
  }

  @Override
  public Outcome<InitProducerIdResponse> handle(
      InitProducerIdRequest request, RequestContext context) {
    boolean transactional = request.transactionalId() != null;
    return new Reply<>(
        transactional
            ? response(ErrorCode.UNSUPPORTED_VERSION, NO_ID, (short) -1)
            : response(ErrorCode.NONE, context.controller().nextProducerId(), (short) 0));
  }

  private static InitProducerIdResponse response(ErrorCode error, long id, short epoch) {
    return new InitProducerIdResponse(0, error.code(), id, epoch, NO_ID, (short) -1);
  }
}
