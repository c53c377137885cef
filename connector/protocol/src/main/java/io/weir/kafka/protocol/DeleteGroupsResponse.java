package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each group of a {@link DeleteGroupsRequest}. */
public record DeleteGroupsResponse(int throttleTimeMs, List<DeletableGroupResult> results) {

  public static final MessageShape<DeleteGroupsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 3).flexibleFrom(2),
          new DeleteGroupsResponse(0, List.of()),
          DeleteGroupsResponse::pass);

  private DeleteGroupsResponse pass(Wire wire) {
    return wire.end(
        new DeleteGroupsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("results", DeletableGroupResult.SHAPE, results)));
  }

  /** One group: deleted, or why not. */
  public record DeletableGroupResult(
      String groupId, short errorCode, @Nullable String errorMessage) {

    public static final Shape<DeletableGroupResult> SHAPE =
        Shape.of(new DeletableGroupResult("", (short) 0, null), DeletableGroupResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DeletableGroupResult pass(Wire wire) {
      return wire.end(
          new DeletableGroupResult(
              wire.string("groupId", groupId),
              wire.int16("errorCode", errorCode),
              wire.since(3).ignorable().nullableString("errorMessage", errorMessage)));
    }
  }
}
