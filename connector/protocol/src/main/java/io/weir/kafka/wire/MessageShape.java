package io.weir.kafka.wire;

/**
 * The shape of a whole message: a structure that has versions of its own.
 *
 * @param <T> the immutable record that carries the fields
 */
public final class MessageShape<T extends Record> extends Shape<T> {

  private final Versions versions;

  private MessageShape(Versions versions, T empty, Pass<T> pass) {
    super(empty, pass);
    this.versions = versions;
  }

  /** As {@link Shape#of}, with the versions in which the message exists. */
  public static <T extends Record> MessageShape<T> of(
      Versions versions, T empty, Shape.Pass<T> pass) {
    return new MessageShape<>(versions, empty, pass);
  }

  public Versions versions() {
    return versions;
  }
}
