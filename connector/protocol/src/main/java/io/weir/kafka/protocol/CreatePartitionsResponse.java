package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each topic of a {@link CreatePartitionsRequest}. */
public record CreatePartitionsResponse(
    int throttleTimeMs, List<CreatePartitionsTopicResult> results) {

  public static final MessageShape<CreatePartitionsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 3).flexibleFrom(2),
          new CreatePartitionsResponse(0, List.of()),
          CreatePartitionsResponse::pass);

  private CreatePartitionsResponse pass(Wire wire) {
    return wire.end(
        new CreatePartitionsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("results", CreatePartitionsTopicResult.SHAPE, results)));
  }

  /** One topic: grown, or why not. */
  public record CreatePartitionsTopicResult(
      String name, short errorCode, @Nullable String errorMessage) {

    public static final Shape<CreatePartitionsTopicResult> SHAPE =
        Shape.of(
            new CreatePartitionsTopicResult("", (short) 0, null),
            CreatePartitionsTopicResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private CreatePartitionsTopicResult pass(Wire wire) {
      return wire.end(
          new CreatePartitionsTopicResult(
              wire.string("name", name),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage)));
    }
  }
}
