package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.HeartbeatRequest;
import io.weir.kafka.protocol.HeartbeatResponse;
import io.weir.kafka.testcluster.group.Caller;
import io.weir.kafka.testcluster.request.Outcome.Reply;

/**
 * Heartbeat (12), versions 0-4.
 *
 * <p>Starts the member's session anew; REBALANCE_IN_PROGRESS tells it to join again. While the
 * group is being loaded every heartbeat is good, as the coordinator cannot know better.
 *
 * <p>Left out: nothing.
 */
public final class HeartbeatHandler implements RequestHandler<HeartbeatRequest, HeartbeatResponse> {

  @Override
  public Api<HeartbeatRequest, HeartbeatResponse> api() {
    return Apis.HEARTBEAT;
  }

  @Override
  public Outcome<HeartbeatResponse> handle(HeartbeatRequest request, RequestContext context) {
    Caller caller = new Caller(request.memberId(), request.groupInstanceId());
    ErrorCode error =
        context
            .broker()
            .groups()
            .heartbeat(request.groupId(), caller, request.generationId(), context.nowMs());
    return new Reply<>(new HeartbeatResponse(0, error.code()));
  }
}
