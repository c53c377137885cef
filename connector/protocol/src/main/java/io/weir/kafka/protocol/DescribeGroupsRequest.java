package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Asks for the state and the members of classic groups. */
public record DescribeGroupsRequest(List<String> groups, boolean includeAuthorizedOperations) {

  public static final MessageShape<DescribeGroupsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(5),
          new DescribeGroupsRequest(List.of(), false),
          DescribeGroupsRequest::pass);

  private DescribeGroupsRequest pass(Wire wire) {
    return wire.end(
        new DescribeGroupsRequest(
            wire.stringList("groups", groups),
            wire.since(3).bool("includeAuthorizedOperations", includeAuthorizedOperations)));
  }
}
