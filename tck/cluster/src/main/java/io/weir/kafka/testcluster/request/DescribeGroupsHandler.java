package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DescribeGroupsRequest;
import io.weir.kafka.protocol.DescribeGroupsResponse;
import io.weir.kafka.protocol.DescribeGroupsResponse.DescribedGroup;
import io.weir.kafka.protocol.DescribeGroupsResponse.DescribedGroupMember;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.GroupDescription;
import io.weir.kafka.testcluster.group.GroupDescription.MemberDescription;
import io.weir.kafka.testcluster.group.GroupState;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * DescribeGroups (15), versions 0-6.
 *
 * <p>Answers state, protocol and members; subscriptions and assignments of a stable group only. A
 * group that does not exist is {@code Dead}, from version 6 with GROUP_ID_NOT_FOUND.
 *
 * <p>Left out: nothing.
 */
public final class DescribeGroupsHandler
    implements RequestHandler<DescribeGroupsRequest, DescribeGroupsResponse> {

  private static final int FIRST_WITH_NOT_FOUND = 6;

  @Override
  public Api<DescribeGroupsRequest, DescribeGroupsResponse> api() {
    return Apis.DESCRIBE_GROUPS;
  }

  @Override
  public Outcome<DescribeGroupsResponse> handle(
      DescribeGroupsRequest request, RequestContext context) {
    int operations = AuthorizedOperations.ofGroup(request.includeAuthorizedOperations());
    return new Reply<>(
        new DescribeGroupsResponse(
            0, request.groups().stream().map(group -> group(group, operations, context)).toList()));
  }

  private static DescribedGroup group(String id, int operations, RequestContext context) {
    try {
      return found(context.broker().groups().describe(id), operations);
    } catch (RejectedException e) {
      if (e.error() != ErrorCode.GROUP_ID_NOT_FOUND) {
        return refused(id, e.error(), null, "");
      }
      String state = GroupState.DEAD.text();
      return context.version() >= FIRST_WITH_NOT_FOUND
          ? refused(id, e.error(), e.reason(), state)
          : refused(id, ErrorCode.NONE, null, state);
    }
  }

  private static DescribedGroup found(GroupDescription group, int operations) {
    return new DescribedGroup(
        ErrorCode.NONE.code(),
        null,
        group.group(),
        group.state().text(),
        group.protocolType(),
        group.protocol(),
        group.members().stream().map(DescribeGroupsHandler::member).toList(),
        operations);
  }

  private static DescribedGroupMember member(MemberDescription member) {
    return new DescribedGroupMember(
        member.memberId(),
        member.instanceId(),
        member.client().id(),
        member.client().host(),
        member.metadata(),
        member.assignment());
  }

  private static DescribedGroup refused(
      String id, ErrorCode error, @Nullable String message, String state) {
    return new DescribedGroup(
        error.code(), message, id, state, "", "", List.of(), AuthorizedOperations.NOT_ASKED);
  }
}
