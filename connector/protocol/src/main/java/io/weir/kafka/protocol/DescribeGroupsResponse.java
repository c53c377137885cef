package io.weir.kafka.protocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups that a {@link DescribeGroupsRequest} asked for. */
public record DescribeGroupsResponse(int throttleTimeMs, List<DescribedGroup> groups) {

  public static final MessageShape<DescribeGroupsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(5),
          new DescribeGroupsResponse(0, List.of()),
          DescribeGroupsResponse::pass);

  private DescribeGroupsResponse pass(Wire wire) {
    return wire.end(
        new DescribeGroupsResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.list("groups", DescribedGroup.SHAPE, groups)));
  }

  /**
   * One group; an unknown one is told as {@code Dead}, from version 6 with GROUP_ID_NOT_FOUND
   * (KIP-1043). Authorized operations are a bit field, {@code Integer.MIN_VALUE} if not asked for.
   */
  public record DescribedGroup(
      short errorCode,
      @Nullable String errorMessage,
      String groupId,
      String groupState,
      String protocolType,
      String protocolData,
      List<DescribedGroupMember> members,
      int authorizedOperations) {

    public static final Shape<DescribedGroup> SHAPE =
        Shape.of(
            new DescribedGroup(
                (short) 0,
                null,
                "",
                "",
                "",
                "",
                List.of(),
                /* authorizedOperations= */ Integer.MIN_VALUE),
            DescribedGroup::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DescribedGroup pass(Wire wire) {
      return wire.end(
          new DescribedGroup(
              wire.int16("errorCode", errorCode),
              wire.since(6).nullableString("errorMessage", errorMessage),
              wire.string("groupId", groupId),
              wire.string("groupState", groupState),
              wire.string("protocolType", protocolType),
              wire.string("protocolData", protocolData),
              wire.list("members", DescribedGroupMember.SHAPE, members),
              wire.since(3).int32("authorizedOperations", authorizedOperations)));
    }
  }

  /**
   * A member, what it said for the assignor, and what it was assigned.
   *
   * <p>A reader copies the opaque bytes; a writer copies them too and leaves them with the caller.
   */
  public record DescribedGroupMember(
      String memberId,
      @Nullable String groupInstanceId,
      String clientId,
      String clientHost,
      ByteBuf memberMetadata,
      ByteBuf memberAssignment) {

    public static final Shape<DescribedGroupMember> SHAPE =
        Shape.of(
            new DescribedGroupMember(
                "", null, "", "", Unpooled.EMPTY_BUFFER, Unpooled.EMPTY_BUFFER),
            DescribedGroupMember::pass);

    private DescribedGroupMember pass(Wire wire) {
      return wire.end(
          new DescribedGroupMember(
              wire.string("memberId", memberId),
              wire.since(4).ignorable().nullableString("groupInstanceId", groupInstanceId),
              wire.string("clientId", clientId),
              wire.string("clientHost", clientHost),
              wire.bytes("memberMetadata", memberMetadata),
              wire.bytes("memberAssignment", memberAssignment)));
    }
  }
}
