package io.weir.kafka.network;

import io.weir.kafka.protocol.ApiVersionsRequest;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.Apis;
import io.weir.kafka.protocol.ErrorCode;

/**
 * Asks a broker which versions it speaks (KIP-35), and tells it who is asking (KIP-511).
 *
 * <p>Begins with the newest version. A broker that does not know it answers with those it knows,
 * and is asked once more. All fields: event loop only.
 */
final class Handshake implements ResponseListener<ApiVersionsResponse> {

  /** Takes the outcome, unless the stream breaks first. */
  interface Listener {

    void agreed(BrokerVersions versions, int throttleMs);

    void refused(Breakage breakage);
  }

  private static final ApiVersionsRequest REQUEST =
      new ApiVersionsRequest(SoftwareIdentity.NAME, SoftwareIdentity.VERSION, null, -1);

  private final Session session;
  private final long timeoutNanos;
  private final Listener listener;

  private int version = Apis.API_VERSIONS.highestStable();

  Handshake(Session session, long timeoutNanos, Listener listener) {
    this.session = session;
    this.timeoutNanos = timeoutNanos;
    this.listener = listener;
  }

  void start() {
    try {
      session.send(Apis.API_VERSIONS, version, REQUEST, timeoutNanos, this);
    } catch (RefusedException refused) {
      String reason = "cannot be greeted";
      listener.refused(Breakage.disconnected(reason, refused));
    }
  }

  @Override
  public void response(ApiVersionsResponse response) {
    ErrorCode error = ErrorCode.of(response.errorCode());
    if (error == ErrorCode.NONE) {
      listener.agreed(new BrokerVersions(response), response.throttleTimeMs());
    } else if (error == ErrorCode.UNSUPPORTED_VERSION && version > 0) {
      version = lowerVersion(new BrokerVersions(response));
      start();
    } else {
      String reason = "refused the handshake with %s: %s".formatted(error, error.text());
      listener.refused(Breakage.disconnected(reason, null));
    }
  }

  /** The session tells its owner why. */
  @Override
  public void failed(RequestFailure failure) {}

  /** Always less than the last, so that a confused broker cannot keep this going. */
  private int lowerVersion(BrokerVersions theirs) {
    return Math.max(0, theirs.common(Apis.API_VERSIONS, version - 1));
  }
}
