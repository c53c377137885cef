package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The configurations that a {@link DescribeConfigsRequest} asked for. */
public record DescribeConfigsResponse(int throttleTimeMs, List<DescribeConfigsResult> results) {

  public static final MessageShape<DescribeConfigsResponse> SHAPE =
      MessageShape.of(
          Versions.between(1, 4).flexibleFrom(4),
          new DescribeConfigsResponse(0, List.of()),
          DescribeConfigsResponse::pass);

  private DescribeConfigsResponse pass(Wire wire) {
    return wire.end(
        new DescribeConfigsResponse(
            wire.int32("throttleTimeMs", throttleTimeMs),
            wire.list("results", DescribeConfigsResult.SHAPE, results)));
  }

  /** The configuration of one resource, or why it is not told. */
  public record DescribeConfigsResult(
      short errorCode,
      @Nullable String errorMessage,
      byte resourceType,
      String resourceName,
      List<DescribeConfigsResourceResult> configs) {

    public static final Shape<DescribeConfigsResult> SHAPE =
        Shape.of(
            new DescribeConfigsResult((short) 0, "", (byte) 0, "", List.of()),
            DescribeConfigsResult::pass);

    /** The error code as a row. */
    public ErrorCode error() {
      return ErrorCode.of(errorCode);
    }

    private DescribeConfigsResult pass(Wire wire) {
      return wire.end(
          new DescribeConfigsResult(
              wire.int16("errorCode", errorCode),
              wire.nullableString("errorMessage", errorMessage),
              wire.int8("resourceType", resourceType),
              wire.string("resourceName", resourceName),
              wire.list("configs", DescribeConfigsResourceResult.SHAPE, configs)));
    }
  }

  /**
   * One entry.
   *
   * <p>{@code value} is null if it is sensitive or not set; {@code configSource} says where it
   * comes from, {@code configType} how to read it.
   */
  public record DescribeConfigsResourceResult(
      String name,
      @Nullable String value,
      boolean readOnly,
      byte configSource,
      boolean isSensitive,
      List<DescribeConfigsSynonym> synonyms,
      byte configType,
      @Nullable String documentation) {

    public static final Shape<DescribeConfigsResourceResult> SHAPE =
        Shape.of(
            new DescribeConfigsResourceResult(
                "", "", false, /* configSource= */ (byte) -1, false, List.of(), (byte) 0, ""),
            DescribeConfigsResourceResult::pass);

    private DescribeConfigsResourceResult pass(Wire wire) {
      return wire.end(
          new DescribeConfigsResourceResult(
              wire.string("name", name),
              wire.nullableString("value", value),
              wire.bool("readOnly", readOnly),
              wire.int8("configSource", configSource),
              wire.bool("isSensitive", isSensitive),
              wire.list("synonyms", DescribeConfigsSynonym.SHAPE, synonyms),
              wire.since(3).ignorable().int8("configType", configType),
              wire.since(3).ignorable().nullableString("documentation", documentation)));
    }
  }

  /** A value that the entry has, or would have if the ones before it were not set. */
  public record DescribeConfigsSynonym(String name, @Nullable String value, byte source) {

    public static final Shape<DescribeConfigsSynonym> SHAPE =
        Shape.of(new DescribeConfigsSynonym("", "", (byte) 0), DescribeConfigsSynonym::pass);

    private DescribeConfigsSynonym pass(Wire wire) {
      return wire.end(
          new DescribeConfigsSynonym(
              wire.string("name", name),
              wire.nullableString("value", value),
              wire.int8("source", source)));
    }
  }
}
