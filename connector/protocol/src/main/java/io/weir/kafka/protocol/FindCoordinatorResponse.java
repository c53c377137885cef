package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The coordinators that a {@link FindCoordinatorRequest} asked for.
 *
 * <p>Up to version 3 the one answer lies in the message itself, from version 4 in {@code
 * coordinators}.
 */
public record FindCoordinatorResponse(
    int throttleTimeMs,
    short errorCode,
    @Nullable String errorMessage,
    int nodeId,
    String host,
    int port,
    List<Coordinator> coordinators) {

  public static final MessageShape<FindCoordinatorResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 6).flexibleFrom(3),
          new FindCoordinatorResponse(0, (short) 0, "", 0, "", 0, List.of()),
          FindCoordinatorResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private FindCoordinatorResponse pass(Wire wire) {
    return wire.end(
        new FindCoordinatorResponse(
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.until(3).int16("errorCode", errorCode),
            wire.since(1).until(3).ignorable().nullableString("errorMessage", errorMessage),
            wire.until(3).int32("nodeId", nodeId),
            wire.until(3).string("host", host),
            wire.until(3).int32("port", port),
            wire.since(4).list("coordinators", Coordinator.SHAPE, coordinators)));
  }

  /** The coordinator of one key; node and port are -1 where {@code errorCode} says why not. */
  public record Coordinator(
      String key,
      int nodeId,
      String host,
      int port,
      short errorCode,
      @Nullable String errorMessage) {

    public static final Shape<Coordinator> SHAPE =
        Shape.of(new Coordinator("", 0, "", 0, (short) 0, ""), Coordinator::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private Coordinator pass(Wire wire) {
      return wire.end(
          new Coordinator(
              wire.string("key", key),
              wire.int32("nodeId", nodeId),
              wire.string("host", host),
              wire.int32("port", port),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage)));
    }
  }
}
