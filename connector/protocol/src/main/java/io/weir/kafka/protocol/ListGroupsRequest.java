package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/**
 * Asks a broker for the groups that it coordinates; empty filters let all pass (KIP-518, KIP-848).
 */
public record ListGroupsRequest(List<String> statesFilter, List<String> typesFilter) {

  public static final MessageShape<ListGroupsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(3),
          new ListGroupsRequest(List.of(), List.of()),
          ListGroupsRequest::pass);

  private ListGroupsRequest pass(Wire wire) {
    return wire.end(
        new ListGroupsRequest(
            wire.since(4).stringList("statesFilter", statesFilter),
            wire.since(5).stringList("typesFilter", typesFilter)));
  }
}
