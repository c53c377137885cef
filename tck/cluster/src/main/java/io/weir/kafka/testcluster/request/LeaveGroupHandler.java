package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.LeaveGroupRequest;
import io.weir.kafka.protocol.LeaveGroupResponse;
import io.weir.kafka.protocol.LeaveGroupResponse.MemberResponse;
import io.weir.kafka.testcluster.group.Caller;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.ArrayList;
import java.util.List;

/**
 * LeaveGroup (13), versions 0-5.
 *
 * <p>Members leave, or an administrator removes them, static ones also by their instance alone.
 * From version 3 a request has several, each answered on its own; before, the one member's error is
 * that of the response.
 *
 * <p>Left out: the reason that a member may give.
 */
public final class LeaveGroupHandler
    implements RequestHandler<LeaveGroupRequest, LeaveGroupResponse> {

  private static final int FIRST_WITH_MEMBERS = 3;

  @Override
  public Api<LeaveGroupRequest, LeaveGroupResponse> api() {
    return Apis.LEAVE_GROUP;
  }

  @Override
  public Outcome<LeaveGroupResponse> handle(LeaveGroupRequest request, RequestContext context) {
    boolean several = context.version() >= FIRST_WITH_MEMBERS;
    List<Caller> leaving =
        several
            ? request.members().stream()
                .map(each -> new Caller(each.memberId(), each.groupInstanceId()))
                .toList()
            : List.of(new Caller(request.memberId(), null));
    try {
      List<ErrorCode> results =
          context.broker().groups().leave(request.groupId(), leaving, context.nowMs());
      return new Reply<>(
          several
              ? new LeaveGroupResponse(0, ErrorCode.NONE.code(), members(leaving, results))
              : new LeaveGroupResponse(0, results.get(0).code(), List.of()));
    } catch (RejectedException e) {
      return new Reply<>(new LeaveGroupResponse(0, e.error().code(), List.of()));
    }
  }

  private static List<MemberResponse> members(List<Caller> leaving, List<ErrorCode> results) {
    List<MemberResponse> members = new ArrayList<>(leaving.size());
    for (int i = 0; i < leaving.size(); i++) {
      Caller caller = leaving.get(i);
      members.add(
          new MemberResponse(caller.memberId(), caller.instanceId(), results.get(i).code()));
    }
    return members;
  }
}
