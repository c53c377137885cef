package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.protocol.ListGroupsRequest;
import io.weir.kafka.protocol.ListGroupsResponse;
import io.weir.kafka.protocol.ListGroupsResponse.ListedGroup;
import io.weir.kafka.testcluster.group.GroupDescription;
import io.weir.kafka.testcluster.metadata.RejectedException;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;

/**
 * ListGroups (16), versions 0-5.
 *
 * <p>Lists the groups that this broker coordinates, from version 4 those of some states, from
 * version 5 those of some types: upper and lower case do not differ.
 *
 * <p>Left out: types other than {@code classic}, of which there are no groups.
 */
public final class ListGroupsHandler
    implements RequestHandler<ListGroupsRequest, ListGroupsResponse> {

  private static final String TYPE = "classic";

  @Override
  public Api<ListGroupsRequest, ListGroupsResponse> api() {
    return Apis.LIST_GROUPS;
  }

  @Override
  public Outcome<ListGroupsResponse> handle(ListGroupsRequest request, RequestContext context) {
    try {
      List<ListedGroup> groups =
          context.broker().groups().list().stream()
              .filter(group -> isWanted(group, request))
              .map(ListGroupsHandler::listed)
              .toList();
      return new Reply<>(new ListGroupsResponse(0, ErrorCode.NONE.code(), groups));
    } catch (RejectedException e) {
      return new Reply<>(new ListGroupsResponse(0, e.error().code(), List.of()));
    }
  }

  private static boolean isWanted(GroupDescription group, ListGroupsRequest request) {
    boolean ofState =
        request.statesFilter().isEmpty()
            || request.statesFilter().stream().anyMatch(group.state()::isNamed);
    boolean ofType =
        request.typesFilter().isEmpty()
            || request.typesFilter().stream().anyMatch(TYPE::equalsIgnoreCase);
    return ofState && ofType;
  }

  private static ListedGroup listed(GroupDescription group) {
    return new ListedGroup(group.group(), group.protocolType(), group.state().text(), TYPE);
  }
}
