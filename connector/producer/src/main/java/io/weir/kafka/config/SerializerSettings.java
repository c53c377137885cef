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
   */
  public record Choice(@Nullable String name, Charset encoding) {}

  public Choice of(RecordPart part) {
    return switch (part) {
      case KEY -> key;
      case VALUE -> value;
    };
  }

  static SerializerSettings read(SettingsReader reader) {
    return new SerializerSettings(
        choice(reader, SerializationKeys.KEY_SERIALIZER, SerializationKeys.KEY_ENCODING),
        choice(reader, SerializationKeys.VALUE_SERIALIZER, SerializationKeys.VALUE_ENCODING));
  }

  private static Choice choice(
      SettingsReader reader, Setting<String> name, Setting<Charset> encoding) {
    Charset own = reader.readOrNull(encoding);
    return new Choice(
        reader.readOrNull(name), own != null ? own : reader.read(SerializationKeys.ENCODING));
  }
}
