package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import org.jspecify.annotations.Nullable;

/**
 * Asks a broker which versions it speaks; the first request on each connection.
 *
 * <p>From version 3 the client introduces itself (KIP-511); name and version must match {@code
 * [a-zA-Z0-9](?:[a-zA-Z0-9\-.]*[a-zA-Z0-9])?}. From version 5 it may say which cluster and node it
 * means to reach, so that a wrong one refuses it.
 */
public record ApiVersionsRequest(
    String clientSoftwareName,
    String clientSoftwareVersion,
    @Nullable String clusterId,
    int nodeId) {

  public static final MessageShape<ApiVersionsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(3),
          new ApiVersionsRequest("", "", null, /* nodeId= */ -1),
          ApiVersionsRequest::pass);

  /** Introduces a client by name and version. */
  public static ApiVersionsRequest from(String clientSoftwareName, String clientSoftwareVersion) {
    return new ApiVersionsRequest(clientSoftwareName, clientSoftwareVersion, null, -1);
  }

  private ApiVersionsRequest pass(Wire wire) {
    return wire.end(
        new ApiVersionsRequest(
            wire.since(3).ignorable().string("clientSoftwareName", clientSoftwareName),
            wire.since(3).ignorable().string("clientSoftwareVersion", clientSoftwareVersion),
            wire.since(5).ignorable().nullableString("clusterId", clusterId),
            wire.since(5).ignorable().int32("nodeId", nodeId)));
  }
}
