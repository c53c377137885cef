package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of each resource of an {@link IncrementalAlterConfigsRequest}. */
public record IncrementalAlterConfigsResponse(
    int throttleTimeMs, List<AlterConfigsResourceResponse> responses) {

  public static final MessageShape<IncrementalAlterConfigsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(1),
          new IncrementalAlterConfigsResponse(0, List.of()),
          IncrementalAlterConfigsResponse::pass);

  private IncrementalAlterConfigsResponse pass(Wire wire) {
    return wire.end(
        new IncrementalAlterConfigsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("responses", AlterConfigsResourceResponse.SHAPE, responses)));
  }

  /** One resource: changed as a whole, or why not at all. */
  public record AlterConfigsResourceResponse(
      short errorCode, @Nullable String errorMessage, byte resourceType, String resourceName) {

    public static final Shape<AlterConfigsResourceResponse> SHAPE =
        Shape.of(
            new AlterConfigsResourceResponse((short) 0, "", (byte) 0, ""),
            AlterConfigsResourceResponse::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private AlterConfigsResourceResponse pass(Wire wire) {
      return wire.end(
          new AlterConfigsResourceResponse(
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage),
              wire.int8("resourceType", resourceType),
              wire.string("resourceName", resourceName)));
    }
  }
}
