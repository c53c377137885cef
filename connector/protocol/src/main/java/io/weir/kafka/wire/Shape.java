package io.weir.kafka.wire;

/**
 * The layout of one message or nested structure, stated once for reading, writing and describing.
 *
 * <p>{@link #pass} names every field once, in wire order, tagged fields last, and returns what it
 * was given back from the {@link Wire}: a reader hands out what it read, a writer hands back what
 * it wrote, a describer hands back the defaults. So a shape has no second place where a field could
 * be forgotten.
 *
 * <p>A shape is stateless and may be used from any thread.
 *
 * @param <T> the immutable record that carries the fields
 */
public interface Shape<T> {

  /** A value in which each field has the default that Kafka's message definition states. */
  T empty();

  /**
   * Passes all fields of {@code message} through {@code wire}.
   *
   * @return the message as the wire has it; never null
   * @throws WireException if the bytes are malformed, or if the version cannot carry a set value
   */
  T pass(Wire wire, T message);
}
