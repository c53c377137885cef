package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;

/**
 * The APIs and versions that a broker speaks, and the features of its cluster (KIP-584).
 *
 * <p>A broker that does not know the version asked for answers in version 0 with
 * UNSUPPORTED_VERSION; {@link Frames#readResponse} reads that too. {@code finalizedFeaturesEpoch}
 * is -1 if the features are unknown.
 */
public record ApiVersionsResponse(
    short errorCode,
    List<ApiVersion> apiKeys,
    int throttleTimeMs,
    List<SupportedFeatureKey> supportedFeatures,
    long finalizedFeaturesEpoch,
    List<FinalizedFeatureKey> finalizedFeatures,
    boolean zkMigrationReady) {

  public static final MessageShape<ApiVersionsResponse> SHAPE =
      MessageShape.of(
          Versions.between(0, 5).flexibleFrom(3),
          new ApiVersionsResponse(
              (short) 0,
              List.of(),
              0,
              List.of(),
              /* finalizedFeaturesEpoch= */ -1,
              List.of(),
              false),
          ApiVersionsResponse::pass);

  /** The error code as a row. */
  public ErrorCode error() {
    return ErrorCode.of(errorCode);
  }

  private ApiVersionsResponse pass(Wire wire) {
    return wire.end(
        new ApiVersionsResponse(
            wire.int16("errorCode", errorCode),
            wire.list("apiKeys", ApiVersion.SHAPE, apiKeys),
            wire.since(1).ignorable().int32("throttleTimeMs", throttleTimeMs),
            wire.since(3)
                .ignorable()
                .tag(0)
                .list("supportedFeatures", SupportedFeatureKey.SHAPE, supportedFeatures),
            wire.since(3)
                .ignorable()
                .tag(1)
                .int64("finalizedFeaturesEpoch", finalizedFeaturesEpoch),
            wire.since(3)
                .ignorable()
                .tag(2)
                .list("finalizedFeatures", FinalizedFeatureKey.SHAPE, finalizedFeatures),
            wire.since(3).ignorable().tag(3).bool("zkMigrationReady", zkMigrationReady)));
  }

  /** The versions of one API, both ends inclusive. */
  public record ApiVersion(short apiKey, short minVersion, short maxVersion) {

    public static final Shape<ApiVersion> SHAPE =
        Shape.of(new ApiVersion((short) 0, (short) 0, (short) 0), ApiVersion::pass);

    private ApiVersion pass(Wire wire) {
      return wire.end(
          new ApiVersion(
              wire.int16("apiKey", apiKey),
              wire.int16("minVersion", minVersion),
              wire.int16("maxVersion", maxVersion)));
    }
  }

  /** The versions of a feature that the broker supports, both ends inclusive. */
  public record SupportedFeatureKey(String name, short minVersion, short maxVersion) {

    public static final Shape<SupportedFeatureKey> SHAPE =
        Shape.of(new SupportedFeatureKey("", (short) 0, (short) 0), SupportedFeatureKey::pass);

    private SupportedFeatureKey pass(Wire wire) {
      return wire.end(
          new SupportedFeatureKey(
              wire.string("name", name),
              wire.int16("minVersion", minVersion),
              wire.int16("maxVersion", maxVersion)));
    }
  }

  /** The versions of a feature that the cluster has settled on, both ends inclusive. */
  public record FinalizedFeatureKey(String name, short maxVersionLevel, short minVersionLevel) {

    public static final Shape<FinalizedFeatureKey> SHAPE =
        Shape.of(new FinalizedFeatureKey("", (short) 0, (short) 0), FinalizedFeatureKey::pass);

    private FinalizedFeatureKey pass(Wire wire) {
      return wire.end(
          new FinalizedFeatureKey(
              wire.string("name", name),
              wire.int16("maxVersionLevel", maxVersionLevel),
              wire.int16("minVersionLevel", minVersionLevel)));
    }
  }
}
