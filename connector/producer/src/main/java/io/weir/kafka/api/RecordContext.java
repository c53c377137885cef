package io.weir.kafka.api;

/** What a serializer may know of the record; a view that is valid during the call only. */
public interface RecordContext {

  /** The topic that the record goes to. */
  String topic();

  /** Whether the key or the value is being serialized. */
  RecordPart part();

  /** The headers of the record, in order; may be empty. */
  RecordHeaders headers();
}
