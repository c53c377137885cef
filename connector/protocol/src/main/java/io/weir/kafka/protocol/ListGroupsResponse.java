package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/** The groups that one broker coordinates. */
public record ListGroupsResponse(int throttleTimeMs, short errorCode, List<ListedGroup> groups) {

  public static final MessageShape<ListGroupsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(3),
          new ListGroupsResponse(0, (short) 0, List.of()),
          ListGroupsResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private ListGroupsResponse pass(Wire wire) {
    return wire.end(
        new ListGroupsResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.list("groups", ListedGroup.SHAPE, groups)));
  }

  /** A group; its state is told from version 4, its type from version 5. */
  public record ListedGroup(
      String groupId, String protocolType, String groupState, String groupType) {

    public static final Shape<ListedGroup> SHAPE =
        Shape.of(new ListedGroup("", "", "", ""), ListedGroup::pass);

    private ListedGroup pass(Wire wire) {
      return wire.end(
          new ListedGroup(
              wire.string("groupId", groupId),
              wire.string("protocolType", protocolType),
              wire.since(4).ignorable().string("groupState", groupState),
              wire.since(5).ignorable().string("groupType", groupType)));
    }
  }
}
