package io.weir.kafka.network;

import io.weir.kafka.network.RequestFailure.Kind;
import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ApiVersionsResponse;
import java.util.HashMap;
import java.util.Map;

/** Which versions of which APIs a broker speaks. Immutable. */
final class BrokerVersions {

  /** There is no version that both sides speak. */
  static final int NONE = -1;

  private record Range(int lowest, int highest) {

    @Override
    public String toString() {
      return "versions " + lowest + " to " + highest;
    }
  }

  private final Map<Integer, Range> ranges = new HashMap<>();

  BrokerVersions(ApiVersionsResponse response) {
    for (ApiVersionsResponse.ApiVersion each : response.apiKeys()) {
      ranges.put((int) each.apiKey(), new Range(each.minVersion(), each.maxVersion()));
    }
  }

  /** The highest released version up to {@code bound} that both sides speak, or {@link #NONE}. */
  int common(Api<?, ?> api, int bound) {
    Range theirs = ranges.get(api.key());
    if (theirs == null) {
      return NONE;
    }
    int highest = Math.min(Math.min(api.highestStable(), bound), theirs.highest());
    return highest >= Math.max(api.lowest(), theirs.lowest()) ? highest : NONE;
  }

  /**
   * As {@link #common}.
   *
   * @throws RefusedException if there is none
   */
  int negotiate(Api<?, ?> api, int bound) throws RefusedException {
    int version = common(api, bound);
    if (version == NONE) {
      Range theirs = ranges.get(api.key());
      throw new RefusedException(
          Kind.UNSUPPORTED,
          "speaks %s of %s, where one of %d to %d is needed"
              .formatted(
                  theirs == null ? "no version" : theirs,
                  api.name(),
                  api.lowest(),
                  Math.min(bound, api.highestStable())),
          null);
    }
    return version;
  }
}
