package io.weir.kafka.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * How messages become CloudEvents.
 *
 * @param insertsTimestamp whether an event that says no time has the time of sending
 * @param defaults what holds where an event does not say
 */
public record CloudEventSettings(Mode mode, boolean insertsTimestamp, Defaults defaults) {

  /** How an event is written. */
  public enum Mode {
    /** Not at all: messages are no events. */
    OFF,
    /** The attributes are headers. */
    BINARY,
    /** Attributes and data are one JSON text. */
    STRUCTURED
  }

  /** The attributes that the channel gives; null: none. */
  public record Defaults(
      @Nullable String source,
      @Nullable String type,
      @Nullable String subject,
      @Nullable String dataContentType,
      @Nullable URI dataSchema) {

    /** Whether they make an event of a message that knows nothing of events. */
    public boolean suffice() {
      return source != null && type != null;
    }
  }

  static CloudEventSettings read(SettingsReader reader) {
    Mode mode = reader.read(CloudEventKeys.ENABLED) ? reader.read(CloudEventKeys.MODE) : Mode.OFF;
    Defaults defaults =
        new Defaults(
            reader.readOrNull(CloudEventKeys.SOURCE),
            reader.readOrNull(CloudEventKeys.TYPE),
            reader.readOrNull(CloudEventKeys.SUBJECT),
            reader.readOrNull(CloudEventKeys.DATA_CONTENT_TYPE),
            reader.readOrNull(CloudEventKeys.DATA_SCHEMA));
    if (mode == Mode.STRUCTURED) {
      requireText(reader);
    }
    return new CloudEventSettings(mode, reader.read(CloudEventKeys.INSERT_TIMESTAMP), defaults);
  }

  /** A structured event is text; another serializer would write it as something else. */
  private static void requireText(SettingsReader reader) {
    String serializer = reader.readOrNull(SerializationKeys.VALUE_SERIALIZER);
    if (serializer == null) {
      return;
    }
    if (BuiltInSerializer.named(serializer).orElse(null) != BuiltInSerializer.STRING) {
      reader
          .problems()
          .badValue(
              SerializationKeys.VALUE_SERIALIZER.name(),
              serializer,
              "cloud-events-mode = 'structured' needs string or no serializer; the event itself is"
                  + " JSON");
    }
  }
}
