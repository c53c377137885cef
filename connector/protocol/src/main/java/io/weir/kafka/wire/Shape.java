package io.weir.kafka.wire;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The layout of one structure, stated once for reading, writing and describing.
 *
 * <p>A record names all its fields in one method, in wire order, tagged fields last and ascending,
 * and returns what the {@link Wire} handed back: a reader hands out what it read, a writer what it
 * wrote, a describer the defaults. So there is no second place where a field could be forgotten:
 *
 * <pre>{@code
 * public record Endpoint(int nodeId, String host) {
 *   public static final Shape<Endpoint> SHAPE = Shape.of(new Endpoint(0, ""), Endpoint::pass);
 *
 *   private Endpoint pass(Wire wire) {
 *     return wire.end(new Endpoint(wire.int32("nodeId", nodeId), wire.string("host", host)));
 *   }
 * }
 * }</pre>
 *
 * <p>Java evaluates arguments from left to right, so the components of the record are in wire order
 * too. A shape is a constant and may be used from any thread.
 *
 * @param <T> the immutable record that carries the fields
 */
public sealed class Shape<T extends Record> permits MessageShape {

  private final T empty;
  private final Pass<T> pass;

  /** Computed when first asked for; threads that race compute equal lists. */
  private volatile @Nullable List<Field> fields;

  Shape(T empty, Pass<T> pass) {
    this.empty = empty;
    this.pass = pass;
  }

  /**
   * @param empty a value in which each field has the default that Kafka's message definition states
   * @param pass names the fields, as the class comment shows
   */
  public static <T extends Record> Shape<T> of(T empty, Pass<T> pass) {
    return new Shape<>(empty, pass);
  }

  /** The value in which each field has its default. */
  public final T empty() {
    return empty;
  }

  /** Kafka's name of the structure, which is the name of its record. */
  public final String name() {
    return empty.getClass().getSimpleName();
  }

  /**
   * The fields in wire order, with all that their definition says; the order counts, as {@link
   * Writer} looks defaults up by position.
   */
  public final List<Field> fields() {
    List<Field> known = fields;
    if (known == null) {
      known = Describer.fieldsOf(this);
      fields = known;
    }
    return known;
  }

  /**
   * Passes all fields of {@code message} through {@code wire}.
   *
   * @return the message as the wire has it
   * @throws WireException if the bytes are malformed, or if the version cannot carry a set value
   */
  public final T pass(Wire wire, T message) {
    return pass.pass(message, wire);
  }

  /** The one method of a record that names its fields. */
  @FunctionalInterface
  public interface Pass<T> {

    T pass(T message, Wire wire);
  }
}
