package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * What precedes each request.
 *
 * <p>Version 2 has tagged fields; {@code clientId} keeps its two-byte length even there, so that a
 * broker can read the header of any ApiVersions request (KIP-511). Version 0 was in use for
 * ControlledShutdown alone.
 */
public record RequestHeader(
    short requestApiKey, short requestApiVersion, int correlationId, @Nullable String clientId) {

  public static final MessageShape<RequestHeader> SHAPE =
      MessageShape.of(
          Versions.between(0, 2).flexibleFrom(2),
          new RequestHeader((short) 0, (short) 0, 0, ""),
          RequestHeader::pass);

  private RequestHeader pass(Wire wire) {
    return wire.end(
        new RequestHeader(
            wire.int16("requestApiKey", requestApiKey),
            wire.int16("requestApiVersion", requestApiVersion),
            wire.int32("correlationId", correlationId),
            wire.since(1).neverFlexible().nullableString("clientId", clientId)));
  }
}
