package io.weir.kafka.testcluster.fault;

import io.weir.kafka.protocol.Api;
import io.weir.kafka.protocol.ApiVersionsResponse;
import io.weir.kafka.protocol.ApiVersionsResponse.ApiVersion;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The highest versions that clients are offered and served, to imitate older brokers. Immutable.
 *
 * <p>Brokers among themselves are not concerned.
 */
public final class VersionCaps {

  /** What is not served at all. */
  public static final int ABSENT = -1;

  /** Everything that the cluster can. */
  public static final VersionCaps NONE = new VersionCaps(Map.of(), Integer.MAX_VALUE);

  private final Map<Integer, Integer> highest;

  /** Of an API that is not listed. */
  private final int otherwise;

  private VersionCaps(Map<Integer, Integer> highest, int otherwise) {
    this.highest = Map.copyOf(highest);
    this.otherwise = otherwise;
  }

  /** What a broker of that release serves. */
  public static VersionCaps of(KafkaVersion release) {
    return new VersionCaps(release.highest(), ABSENT);
  }

  /**
   * @param version the highest that is served, {@link #ABSENT} for none
   * @throws IllegalArgumentException if it is below what the cluster can speak
   */
  public VersionCaps with(Api<?, ?> api, int version) {
    if (version != ABSENT && version < api.lowest()) {
      throw new IllegalArgumentException(
          "%s cannot end at version %d: the lowest that is served is %d"
              .formatted(api.name(), version, api.lowest()));
    }
    Map<Integer, Integer> changed = new HashMap<>(highest);
    changed.put(api.key(), version);
    return new VersionCaps(changed, otherwise);
  }

  /** Whether clients may send the API in that version, as far as this is concerned. */
  public boolean allow(int apiKey, int version) {
    return this == NONE || version <= highest(apiKey);
  }

  private int highest(int apiKey) {
    return highest.getOrDefault(apiKey, otherwise);
  }

  /** Takes out of a list of versions what is not allowed. */
  public ApiVersionsResponse cap(ApiVersionsResponse response) {
    if (this == NONE) {
      return response;
    }
    return new ApiVersionsResponse(
        response.errorCode(),
        response.apiKeys().stream().map(this::cap).flatMap(Optional::stream).toList(),
        response.throttleTimeMs(),
        response.supportedFeatures(),
        response.finalizedFeaturesEpoch(),
        response.finalizedFeatures(),
        response.zkMigrationReady());
  }

  private Optional<ApiVersion> cap(ApiVersion range) {
    int last = Math.min(range.maxVersion(), highest(range.apiKey()));
    return last < range.minVersion()
        ? Optional.empty()
        : Optional.of(new ApiVersion(range.apiKey(), range.minVersion(), (short) last));
  }
}
