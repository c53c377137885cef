package io.weir.kafka.api;

import org.jspecify.annotations.Nullable;

/**
 * Decides what is sent in place of a key or a value that cannot be serialized.
 *
 * <p>Named by {@code key-serialization-failure-handler} or {@code
 * value-serialization-failure-handler}, as a bean with that {@code @Identifier} or as a class with
 * a public constructor without parameters. Called on the thread that sends, by several threads at
 * once if several send; it must not block. Never called while all goes well.
 *
 * @param <T> the payloads that its serializer is given
 */
@FunctionalInterface
public interface SerializationFailureHandler<T> {

  /**
   * Handles one failure.
   *
   * @param payload what could not be serialized; never null
   * @param failure what is known of it, and the way to try again; valid during the call only
   * @return the bytes to send; null for a record without key, or for a tombstone
   * @throws Exception if the record has to fail; it then fails with a {@link
   *     SerializationException} that has both causes
   */
  byte @Nullable [] handle(T payload, SerializationFailure failure) throws Exception;
}
