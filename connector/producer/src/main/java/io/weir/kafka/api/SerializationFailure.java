package io.weir.kafka.api;

/** What a {@link SerializationFailureHandler} may know of a failure. */
public interface SerializationFailure {

  /** Where the record goes, its headers, and whether it was the key or the value. */
  RecordContext context();

  /** The serializer, as the setting names it. */
  String serializer();

  /** Why it failed; what the serializer threw is the cause. */
  SerializationException exception();

  /**
   * Tries the serializer again with the same payload, at once.
   *
   * @return what it wrote
   * @throws SerializationException if it fails again
   * @throws RecordTooLargeException if it writes more than {@code max.request.size} allows
   */
  byte[] retry();
}
