package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** Deletes groups without members, together with their offsets (KIP-229). */
public record DeleteGroupsRequest(List<String> groupsNames) {

  public static final MessageShape<DeleteGroupsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 3).flexibleFrom(2),
          new DeleteGroupsRequest(List.of()),
          DeleteGroupsRequest::pass);

  private DeleteGroupsRequest pass(Wire wire) {
    return wire.end(new DeleteGroupsRequest(wire.stringList("groupsNames", groupsNames)));
  }
}
