package io.weir.kafka.protocol;

import io.weir.kafka.wire.MessageShape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One message in one version that the kafka-clients jar knows: what most tests here repeat over.
 */
record MessageCase<T extends Record>(MessageShape<T> shape, int version) {

  /** All messages of Weir, the two headers included. */
  static List<MessageShape<?>> shapes() {
    List<MessageShape<?>> shapes = new ArrayList<>();
    for (Api<?, ?> api : Apis.ALL) {
      shapes.add(api.request());
      shapes.add(api.response());
    }
    shapes.add(RequestHeader.SHAPE);
    shapes.add(ResponseHeader.SHAPE);
    return shapes;
  }

  /** All messages in all versions of the jar. */
  static Stream<MessageCase<?>> all() {
    return shapes().stream().flatMap(MessageCase::inAllVersions);
  }

  private static <T extends Record> Stream<MessageCase<T>> inAllVersions(MessageShape<T> shape) {
    MessageDefinition.Range versions = MessageDefinition.of(shape.name()).validVersions();
    return IntStream.rangeClosed(versions.first(), versions.last())
        .mapToObj(version -> new MessageCase<>(shape, version));
  }

  @Override
  public String toString() {
    return shape.name() + " v" + version;
  }
}
