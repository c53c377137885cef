package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import io.weir.kafka.wire.Shape;
import io.weir.kafka.wire.Versions;
import io.weir.kafka.wire.Wire;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes single entries of configurations (KIP-339); with {@code validateOnly} the broker only
 * says what it would do.
 */
public record IncrementalAlterConfigsRequest(
    List<AlterConfigsResource> resources, boolean validateOnly) {

  public static final MessageShape<IncrementalAlterConfigsRequest> SHAPE =
      MessageShape.of(
          Versions.between(0, 1).flexibleFrom(1),
          new IncrementalAlterConfigsRequest(List.of(), false),
          IncrementalAlterConfigsRequest::pass);

  private IncrementalAlterConfigsRequest pass(Wire wire) {
    return wire.end(
        new IncrementalAlterConfigsRequest(
            wire.list("resources", AlterConfigsResource.SHAPE, resources),
            wire.bool("validateOnly", validateOnly)));
  }

  /** A resource: type 2 is a topic, 4 a broker. */
  public record AlterConfigsResource(
      byte resourceType, String resourceName, List<AlterableConfig> configs) {

    public static final Shape<AlterConfigsResource> SHAPE =
        Shape.of(new AlterConfigsResource((byte) 0, "", List.of()), AlterConfigsResource::pass);

    private AlterConfigsResource pass(Wire wire) {
      return wire.end(
          new AlterConfigsResource(
              wire.int8("resourceType", resourceType),
              wire.string("resourceName", resourceName),
              wire.list("configs", AlterableConfig.SHAPE, configs)));
    }
  }

  /**
   * One change: {@code configOperation} 0 sets the value, 1 deletes it, 2 appends to a list, 3
   * removes from a list.
   */
  public record AlterableConfig(String name, byte configOperation, @Nullable String value) {

    public static final Shape<AlterableConfig> SHAPE =
        Shape.of(new AlterableConfig("", (byte) 0, ""), AlterableConfig::pass);

    private AlterableConfig pass(Wire wire) {
      return wire.end(
          new AlterableConfig(
              wire.string("name", name),
              wire.int8("configOperation", configOperation),
              wire.nullableString("value", value)));
    }
  }
}
