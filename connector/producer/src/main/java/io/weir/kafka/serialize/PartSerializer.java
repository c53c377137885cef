package io.weir.kafka.serialize;

import io.weir.kafka.api.PayloadSerializer;
import io.weir.kafka.api.RecordPart;
import io.weir.kafka.api.SerializationFailureHandler;
import org.jspecify.annotations.Nullable;

/**
 * What serializes the keys or the values of a channel.
 *
 * @param part which of them
 * @param label names the serializer in errors
 * @param accepts payloads of this type only
 * @param serializer writes what takes no shortcut
 * @param shortcut payloads that are measured and copied without the serializer
 * @param failureHandler decides what is sent in place of what fails; null: the record fails
 */
record PartSerializer(
    RecordPart part,
    String label,
    Class<?> accepts,
    PayloadSerializer<Object> serializer,
    Shortcut shortcut,
    @Nullable SerializationFailureHandler<Object> failureHandler) {

  /** Payloads whose bytes are known without asking anyone. */
  enum Shortcut {
    NONE,
    UTF8_TEXT,
    RAW_BYTES,
    BOTH
  }

  PartSerializer withFailureHandler(@Nullable SerializationFailureHandler<Object> handler) {
    return new PartSerializer(part, label, accepts, serializer, shortcut, handler);
  }

  boolean passesText() {
    return shortcut == Shortcut.UTF8_TEXT || shortcut == Shortcut.BOTH;
  }

  boolean passesBytes() {
    return shortcut == Shortcut.RAW_BYTES || shortcut == Shortcut.BOTH;
  }
}
