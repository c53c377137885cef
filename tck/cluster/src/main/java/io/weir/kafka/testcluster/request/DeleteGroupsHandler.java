package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.DeleteGroupsRequest;
import io.weir.kafka.protocol.DeleteGroupsResponse;
import io.weir.kafka.protocol.DeleteGroupsResponse.DeletableGroupResult;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.group.Pending;
import io.weir.kafka.testcluster.metadata.RejectedException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * DeleteGroups (42), versions 0-3.
 *
 * <p>Deletes groups without members, with their offsets, and answers when that is replicated;
 * others are NON_EMPTY_GROUP or GROUP_ID_NOT_FOUND.
 *
 * <p>Left out: the text of an error, which only share groups have.
 */
public final class DeleteGroupsHandler
    implements RequestHandler<DeleteGroupsRequest, DeleteGroupsResponse> {

  @Override
  public Api<DeleteGroupsRequest, DeleteGroupsResponse> api() {
    return Apis.DELETE_GROUPS;
  }

  @Override
  public Outcome<DeleteGroupsResponse> handle(DeleteGroupsRequest request, RequestContext context) {
    Map<String, Pending<ErrorCode>> pending = new LinkedHashMap<>();
    for (String group : request.groupsNames()) {
      pending.computeIfAbsent(group, id -> delete(id, context));
    }
    return new GroupAnswers<>(List.copyOf(pending.values()), () -> response(pending)).outcome();
  }

  private static Pending<ErrorCode> delete(String group, RequestContext context) {
    try {
      return context.broker().groups().delete(group, context.nowMs());
    } catch (RejectedException e) {
      return Pending.of(e.error());
    }
  }

  private static DeleteGroupsResponse response(Map<String, Pending<ErrorCode>> deleted) {
    return new DeleteGroupsResponse(
        0,
        deleted.entrySet().stream()
            .map(
                each ->
                    new DeletableGroupResult(
                        each.getKey(), each.getValue().answer().orElseThrow().code(), null))
            .toList());
  }
}
