package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of each topic of a {@link DeleteTopicsRequest}. */
public record DeleteTopicsResponse(int throttleTimeMs, List<DeletableTopicResult> responses) {

  public static final MessageShape<DeleteTopicsResponse> SHAPE =
      MessageShape.of(
          Versions.between(1, 6).flexibleFrom(4),
          new DeleteTopicsResponse(0, List.of()),
          DeleteTopicsResponse::pass);

  private DeleteTopicsResponse pass(Wire wire) {
    return wire.end(
        new DeleteTopicsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("responses", DeletableTopicResult.SHAPE, responses)));
  }

  /** One topic: deleted, or why not; {@code name} is null where an unknown id was given. */
  public record DeletableTopicResult(
      @Nullable String name, UUID topicId, short errorCode, @Nullable String errorMessage) {

    public static final Shape<DeletableTopicResult> SHAPE =
        Shape.of(
            new DeletableTopicResult("", Wire.ZERO_UUID, (short) 0, null),
            DeletableTopicResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DeletableTopicResult pass(Wire wire) {
      return wire.end(
          new DeletableTopicResult(
              wire.nullableSince(6).nullableString("name", name),
              wire.since(6).ignorable().uuid("topicId", topicId),
              wire.int16("errorCode", errorCode),
              wire.since(5).ignorable().nullableString("errorMessage", errorMessage)));
    }
  }
}
