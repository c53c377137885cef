package io.weir.kafka.testcluster.request;

import io.netty.buffer.ByteBuf;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.SyncGroupRequest;
import io.weir.kafka.protocol.SyncGroupRequest.SyncGroupRequestAssignment;
import io.weir.kafka.protocol.SyncGroupResponse;
import io.weir.kafka.testcluster.group.Caller;
import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.group.Sync;
import io.weir.kafka.testcluster.group.SyncAnswer;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SyncGroup (14), versions 0-5.
 *
 * <p>Waits until the leader has brought the assignments and they are replicated, and answers the
 * member's own. From version 5 a protocol that is not the group's, or none, is
 * INCONSISTENT_GROUP_PROTOCOL.
 *
 * <p>Left out: groups of the newer protocol (KIP-848).
 */
public final class SyncGroupHandler implements RequestHandler<SyncGroupRequest, SyncGroupResponse> {

  private static final int FIRST_WITH_PROTOCOL = 5;

  @Override
  public Api<SyncGroupRequest, SyncGroupResponse> api() {
    return Apis.SYNC_GROUP;
  }

  @Override
  public Outcome<SyncGroupResponse> handle(SyncGroupRequest request, RequestContext context) {
    if (context.version() >= FIRST_WITH_PROTOCOL && !namesProtocol(request)) {
      return new Reply<>(response(SyncAnswer.refused(ErrorCode.INCONSISTENT_GROUP_PROTOCOL)));
    }
    Pending<SyncAnswer> pending = context.broker().groups().sync(sync(request), context.nowMs());
    return new GroupAnswers<>(List.of(pending), () -> response(pending.answer().orElseThrow()))
        .outcome();
  }

  private static boolean namesProtocol(SyncGroupRequest request) {
    return request.protocolType() != null && request.protocolName() != null;
  }

  private static Sync sync(SyncGroupRequest request) {
    Map<String, ByteBuf> assignments = new HashMap<>();
    for (SyncGroupRequestAssignment each : request.assignments()) {
      assignments.put(each.memberId(), each.assignment());
    }
    return new Sync(
        request.groupId(),
        new Caller(request.memberId(), request.groupInstanceId()),
        request.generationId(),
        request.protocolType(),
        request.protocolName(),
        assignments);
  }

  private static SyncGroupResponse response(SyncAnswer answer) {
    return new SyncGroupResponse(
        0, answer.error().code(), answer.protocolType(), answer.protocol(), answer.assignment());
  }
}
