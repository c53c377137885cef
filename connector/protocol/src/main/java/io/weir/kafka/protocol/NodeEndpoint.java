package io.weir.kafka.protocol;

import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/** Where a broker listens that a response names beside its answer (KIP-951). */
public record NodeEndpoint(int nodeId, String host, int port, @Nullable String rack) {

  public static final Shape<NodeEndpoint> SHAPE =
      Shape.of(new NodeEndpoint(0, "", 0, null), NodeEndpoint::pass);

  private NodeEndpoint pass(Wire wire) {
    return wire.end(
        new NodeEndpoint(
            wire.int32("nodeId", nodeId),
            wire.string("host", host),
            wire.int32("port", port),
            wire.nullableString("rack", rack)));
  }
}
