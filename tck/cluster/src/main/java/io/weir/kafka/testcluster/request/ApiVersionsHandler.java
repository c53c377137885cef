package io.weir.kafka.testcluster.request;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.ApiVersionsResponse.ApiVersion;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;
import io.weir.kafka.testcluster.request.Outcome.Reply;
import java.util.List;
import java.util.regex.Pattern;

/**
 * ApiVersions (18), versions 0-5.
 *
 * <p>Answers the APIs of this package. A version that is too new is answered in version 0 with
 * UNSUPPORTED_VERSION and the same list (KIP-511). From version 3 the client's software name and
 * version must be well-formed, else INVALID_REQUEST. From version 5 a client that meant another
 * cluster or broker gets REBOOTSTRAP_REQUIRED (KIP-1242). Produce is listed from version 0, because
 * librdkafka otherwise turns off compression (KAFKA-18659); versions below 3 are refused all the
 * same.
 *
 * <p>Left out: features, of which none is supported or finalized; throttling.
 */
public final class ApiVersionsHandler
    implements RequestHandler<ApiVersionsRequest, ApiVersionsResponse> {

  private static final Pattern SOFTWARE =
      Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");
  private static final int FIRST_WITH_SOFTWARE = 3;

  private final List<ApiVersion> versions;

  /**
   * @param served the APIs to list
   */
  public ApiVersionsHandler(List<Api<?, ?>> served) {
    versions = served.stream().map(ApiVersionsHandler::range).toList();
  }

  private static ApiVersion range(Api<?, ?> api) {
    int lowest = api.key() == Apis.PRODUCE.key() ? 0 : api.lowest();
    return new ApiVersion((short) api.key(), (short) lowest, (short) api.highestStable());
  }

  @Override
  public Api<ApiVersionsRequest, ApiVersionsResponse> api() {
    return Apis.API_VERSIONS;
  }

  @Override
  public Outcome<ApiVersionsResponse> handle(ApiVersionsRequest request, RequestContext context) {
    if (context.version() >= FIRST_WITH_SOFTWARE && !isWellFormed(request)) {
      return new Reply<>(response(ErrorCode.INVALID_REQUEST, List.of()));
    }
    if (meansAnother(request, context)) {
      return new Reply<>(response(ErrorCode.REBOOTSTRAP_REQUIRED, List.of()));
    }
    return new Reply<>(response(ErrorCode.NONE, versions));
  }

  /** What a client of the future is told, in version 0. */
  public ApiVersionsResponse unsupportedVersion() {
    return response(ErrorCode.UNSUPPORTED_VERSION, versions);
  }

  private static boolean isWellFormed(ApiVersionsRequest request) {
    return SOFTWARE.matcher(request.clientSoftwareName()).matches()
        && SOFTWARE.matcher(request.clientSoftwareVersion()).matches();
  }

  private static boolean meansAnother(ApiVersionsRequest request, RequestContext context) {
    String clusterId = request.clusterId();
    boolean otherCluster = clusterId != null && !clusterId.equals(context.image().clusterId());
    boolean otherBroker = request.nodeId() != -1 && request.nodeId() != context.broker().id();
    return otherCluster || otherBroker;
  }

  private static ApiVersionsResponse response(ErrorCode error, List<ApiVersion> apis) {
    return new ApiVersionsResponse(error.code(), apis, 0, List.of(), -1, List.of(), false);
  }
}
