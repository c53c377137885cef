package io.weir.kafka.wire;

/** A message and the version in which it is to be written. */
public record VersionedMessage<T extends Record>(MessageShape<T> shape, int version, T message) {

  void write(Writer writer) {
    writer.message(shape, version, message);
  }
}
