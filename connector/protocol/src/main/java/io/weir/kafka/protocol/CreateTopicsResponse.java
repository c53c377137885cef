package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of each topic of a {@link CreateTopicsRequest}. */
public record CreateTopicsResponse(int throttleTimeMs, List<CreatableTopicResult> topics) {

  public static final MessageShape<CreateTopicsResponse> SHAPE =
      MessageShape.of(
          Versions.between(2, 7).flexibleFrom(5),
          new CreateTopicsResponse(0, List.of()),
          CreateTopicsResponse::pass);

  private CreateTopicsResponse pass(Wire wire) {
    return wire.end(
        new CreateTopicsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("topics", CreatableTopicResult.SHAPE, topics)));
  }

  /**
   * One topic: created, or why not.
   *
   * <p>From version 5 the result tells the size and the configuration too (KIP-525); {@code
   * configs} is null where {@code topicConfigErrorCode} says why they are not told.
   */
  public record CreatableTopicResult(
      String name,
      UUID topicId,
      short errorCode,
      @Nullable String errorMessage,
      int numPartitions,
      short replicationFactor,
      @Nullable List<CreatableTopicConfigs> configs,
      short topicConfigErrorCode) {

    public static final Shape<CreatableTopicResult> SHAPE =
        Shape.of(
            new CreatableTopicResult(
                "",
                Wire.ZERO_UUID,
                (short) 0,
                "",
                /* numPartitions= */ -1,
                /* replicationFactor= */ (short) -1,
                List.of(),
                (short) 0),
            CreatableTopicResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private CreatableTopicResult pass(Wire wire) {
      return wire.end(
          new CreatableTopicResult(
              wire.string("name", name),
              wire.since(7).ignorable().uuid("topicId", topicId),
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage),
              wire.since(5).ignorable().int32("numPartitions", numPartitions),
              wire.since(5).ignorable().int16("replicationFactor", replicationFactor),
              wire.since(5)
                  .ignorable()
                  .nullableList("configs", CreatableTopicConfigs.SHAPE, configs),
              wire.since(5)
                  .ignorable()
                  .tag(0)
                  .int16("topicConfigErrorCode", topicConfigErrorCode)));
    }
  }

  /** A configuration entry; {@code configSource} says where its value comes from, -1 if unknown. */
  public record CreatableTopicConfigs(
      String name,
      @Nullable String value,
      boolean readOnly,
      byte configSource,
      boolean isSensitive) {

    public static final Shape<CreatableTopicConfigs> SHAPE =
        Shape.of(
            new CreatableTopicConfigs("", "", false, /* configSource= */ (byte) -1, false),
            CreatableTopicConfigs::pass);

    private CreatableTopicConfigs pass(Wire wire) {
      return wire.end(
          new CreatableTopicConfigs(
              wire.string("name", name),
              wire.nullableString("value", value),
              wire.bool("readOnly", readOnly),
              wire.int8("configSource", configSource),
              wire.bool("isSensitive", isSensitive)));
    }
  }
}
