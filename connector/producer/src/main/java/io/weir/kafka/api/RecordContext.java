package io.weir.kafka.api;

/** What a serializer may know of the record, and add to it; valid during the call only. */
public interface RecordContext {

  /** The topic that the record goes to. */
  String topic();

  /** Whether the key or the value is being serialized. */
  RecordPart part();

  /** The headers of the record, in order; may be empty. */
  RecordHeaders headers();

  /**
   * Gives the record other headers, such as these and one that says how the bytes are to be read.
   * The key is serialized before the value, so the value's serializer sees what the key's has done.
   */
  void replaceHeaders(RecordHeaders headers);
}
