package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;

/** What precedes each response: which request it answers. */
public record ResponseHeader(int correlationId) {

  public static final MessageShape<ResponseHeader> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(1), new ResponseHeader(0), ResponseHeader::pass);

  private ResponseHeader pass(Wire wire) {
    return wire.end(new ResponseHeader(wire.int32("correlationId", correlationId)));
  }
}
