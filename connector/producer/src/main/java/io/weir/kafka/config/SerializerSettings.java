package io.weir.kafka.config;

import io.weir.kafka.api.RecordPart;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/** What turns keys and values into bytes. */
public record SerializerSettings(Choice key, Choice value) {

  /**
   * What serializes one part.
   *
   * @param name a built-in one's name, a class or an identifier; null: by the payload's type
   * @param encoding for the built-in string serializer
   * @param failureHandler a class or an identifier; null: what cannot be serialized fails
   */
  public record Choice(@Nullable String name, Charset encoding, @Nullable String failureHandler) {}

  public Choice of(RecordPart part) {
    return switch (part) {
      case KEY -> key;
      case VALUE -> value;
    };
  }

  static SerializerSettings read(SettingsReader reader) {
    return new SerializerSettings(
        new Choice(
            reader.readOrNull(SerializationKeys.KEY_SERIALIZER),
            encoding(reader, SerializationKeys.KEY_ENCODING),
            reader.readOrNull(SerializationKeys.KEY_FAILURE_HANDLER)),
        new Choice(
            reader.readOrNull(SerializationKeys.VALUE_SERIALIZER),
            encoding(reader, SerializationKeys.VALUE_ENCODING),
            reader.readOrNull(SerializationKeys.VALUE_FAILURE_HANDLER)));
  }

  private static Charset encoding(SettingsReader reader, Setting<Charset> ofPart) {
    Charset own = reader.readOrNull(ofPart);
    return own != null ? own : reader.read(SerializationKeys.ENCODING);
  }
}
