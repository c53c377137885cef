package io.weir.kafka.api;

import java.util.Map;

/**
 * Turns a key or a value into bytes.
 *
 * <p>Named by {@code key.serializer} or {@code value.serializer}, as a class with a public
 * constructor without parameters or as a bean with that {@code @Identifier}. Called on the thread
 * that sends, by several threads at once if several send; it must not block.
 *
 * @param <T> the payloads it accepts
 */
@FunctionalInterface
public interface PayloadSerializer<T> extends AutoCloseable {

  /**
   * Hands over the settings of the channel, once, before the first payload.
   *
   * @param settings all settings under their Kafka names, without those that Weir reads itself;
   *     unmodifiable
   * @param part what it will serialize
   */
  default void configure(Map<String, String> settings, RecordPart part) {}

  /**
   * Writes the payload.
   *
   * @param payload never null: a null key or value stays null in Kafka and is not serialized
   * @param context where the record goes; valid during the call only
   * @param sink takes the bytes; valid during the call only. Writing nothing makes an empty key or
   *     value, not a null one
   * @throws Exception if the payload cannot be serialized: the message is nacked with a {@link
   *     SerializationException} and the stream goes on
   */
  void serialize(T payload, RecordContext context, ByteSink sink) throws Exception;

  /** Called once when the channel closes. */
  @Override
  default void close() {}
}
