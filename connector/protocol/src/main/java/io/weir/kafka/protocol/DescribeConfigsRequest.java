package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the configuration of topics, brokers and other resources (KIP-133, KIP-226, KIP-569).
 */
public record DescribeConfigsRequest(
    List<DescribeConfigsResource> resources,
    boolean includeSynonyms,
    boolean includeDocumentation) {

  public static final MessageShape<DescribeConfigsRequest> SHAPE =
      MessageShape.of(
          Versions.between(1, 4).flexibleFrom(4),
          new DescribeConfigsRequest(List.of(), false, false),
          DescribeConfigsRequest::pass);

  private DescribeConfigsRequest pass(Wire wire) {
    return wire.end(
        new DescribeConfigsRequest(
            wire.list("resources", DescribeConfigsResource.SHAPE, resources),
            wire.bool("includeSynonyms", includeSynonyms),
            wire.since(3).bool("includeDocumentation", includeDocumentation)));
  }

  /**
   * A resource: type 2 is a topic, 4 a broker whose id is the name (empty for the cluster-wide
   * defaults). Null keys ask for all.
   */
  public record DescribeConfigsResource(
      byte resourceType, String resourceName, @Nullable List<String> configurationKeys) {

    public static final Shape<DescribeConfigsResource> SHAPE =
        Shape.of(
            new DescribeConfigsResource((byte) 0, "", List.of()), DescribeConfigsResource::pass);

    private DescribeConfigsResource pass(Wire wire) {
      return wire.end(
          new DescribeConfigsResource(
              wire.int8("resourceType", resourceType),
              wire.string("resourceName", resourceName),
              wire.nullableStringList("configurationKeys", configurationKeys)));
    }
  }
}
