package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each member of a {@link LeaveGroupRequest}. */
public record LeaveGroupResponse(
    int throttleTimeMs, short errorCode, List<MemberResponse> members) {

  public static final MessageShape<LeaveGroupResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(4),
          new LeaveGroupResponse(0, (short) 0, List.of()),
          LeaveGroupResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private LeaveGroupResponse pass(Wire wire) {
    return wire.end(
        new LeaveGroupResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.int16("errorCode", errorCode),
            wire.since(3).list("members", MemberResponse.SHAPE, members)));
  }

  /** One member: removed, or why not. */
  public record MemberResponse(String memberId, @Nullable String groupInstanceId, short errorCode) {

    public static final Shape<MemberResponse> SHAPE =
        Shape.of(new MemberResponse("", "", (short) 0), MemberResponse::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private MemberResponse pass(Wire wire) {
      return wire.end(
          new MemberResponse(
              wire.string("memberId", memberId),
              wire.nullableString("groupInstanceId", groupInstanceId),
              wire.int16("errorCode", errorCode)));
    }
  }
}
